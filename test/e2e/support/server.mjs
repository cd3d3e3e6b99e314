import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Starts an HTTP server on a free port of the loopback interface.
 *
 * @param {import('node:http').RequestListener} answer
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<string>} its URL, without a path
 */
export async function startServer(answer, onStop) {
	const server = createServer(answer);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onStop(async () => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return `http://127.0.0.1:${port}`;
}
