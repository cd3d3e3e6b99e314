const { once } = require('node:events');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');

/**
 * Two servers of this machine, and requests to them as they are when something goes wrong on the way.
 *
 * @typedef {object} Lines
 * @property {number} answering a port that answers plain HTTP, with the path as the status
 * @property {number} silent a port that takes connections and says nothing
 * @property {() => http.ClientRequest} begun a request that has no socket yet
 * @property {() => Promise<http.ClientRequest>} connecting one whose socket still connects
 * @property {() => Promise<http.ClientRequest>} overPlain one for https whose socket is connected and not encrypted
 * @property {(status: number) => Promise<{ request: http.ClientRequest, status: number }>} answeredOverPlain
 *   the same with an answer, as agents of proxies leave it when a proxy does not let a request through
 * @property {() => void} close ends servers and requests
 */

/** @param {net.Server} server */
async function portOf(server) {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return /** @type {net.AddressInfo} */ (server.address()).port;
}

/** @returns {Promise<Lines>} */
async function openLines() {
	/** @type {Array<net.Socket | http.ClientRequest>} */
	const open = [];
	const answeringServer = http.createServer(({ url = '' }, response) => {
		response.writeHead(Number(url.slice(1)) || 200).end();
	});
	const silentServer = net.createServer((socket) => open.push(socket.resume()));
	const answering = await portOf(answeringServer);
	const silent = await portOf(silentServer);

	/** @param {http.ClientRequest} request */
	const kept = (request) => {
		open.push(request.on('error', () => {}));
		return request;
	};
	const begun = () =>
		kept(http.request({ host: '127.0.0.1', port: answering, method: 'POST', agent: false }));
	/** @param {string} path */
	const plain = (path) => {
		const agent = new https.Agent();
		agent.createConnection = () => net.connect(answering, '127.0.0.1');
		return kept(https.request({ host: 'api.desk360.com', path, agent }));
	};

	return {
		answering,
		silent,
		begun,
		async connecting() {
			const request = begun();
			await once(request, 'socket');
			return request;
		},
		async overPlain() {
			const request = plain('/');
			const [socket] = await once(request, 'socket');
			await once(socket, 'connect');
			return request;
		},
		async answeredOverPlain(status) {
			const request = plain(`/${status}`).end();
			const [response] = await once(request, 'response');
			await once(response.resume(), 'end');
			return { request, status: response.statusCode };
		},
		close() {
			for (const line of open) line.destroy();
			for (const server of [answeringServer, silentServer]) server.close();
		},
	};
}

module.exports = { openLines };
