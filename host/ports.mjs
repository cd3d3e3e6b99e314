import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port of the loopback interface that nobody listens on: the preferred one, else any.
 *
 * @param {number} [preferred]
 */
export async function freePort(preferred) {
	return (preferred && (await portIfFree(preferred))) || portIfFree(0);
}

/**
 * @param {number} port 0 for any
 * @returns {Promise<number>} 0 when somebody listens on it
 */
async function portIfFree(port) {
	const server = createServer();
	try {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	} catch {
		return 0;
	}
	const address = server.address();
	server.close();
	await once(server, 'close');
	return typeof address === 'object' && address ? address.port : 0;
}
