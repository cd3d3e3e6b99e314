const { once } = require('node:events');
const { connect, createServer } = require('node:net');
const { createServer: createTlsServer } = require('node:tls');

/**
 * What a connection meets in place of TLS:
 * - `plainHttp` a server that speaks HTTP without TLS
 * - `hangsUp` the connection ends as soon as the client has said hello
 * - `silent` nothing, as long as the client waits
 *
 * @typedef {'plainHttp' | 'hangsUp' | 'silent'} Trouble
 */

/**
 * How a server does TLS: what it shows of itself, and what it asks for.
 *
 * @typedef {import('node:tls').TlsOptions & import('./authority').Identity} Setup
 */

/** @typedef {Awaited<ReturnType<typeof startTlsFront>>} TlsFront */
/** @typedef {import('node:net').Socket} Socket */

/**
 * @param {Trouble} trouble
 * @param {Socket} socket
 */
function meet(trouble, socket) {
	socket.once('data', () => {
		if (trouble === 'hangsUp') socket.destroy();
		if (trouble === 'plainHttp') {
			socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nThis port speaks HTTP');
		}
	});
}

/**
 * Hands everything on, from one side to the other.
 *
 * @param {Socket} from
 * @param {Socket} to
 */
function handOn(from, to) {
	from.pipe(to);
	from.on('error', () => {});
	from.on('close', () => to.destroy());
}

/**
 * Puts TLS in front of a server on this machine: what arrives is decrypted and handed on as it is.
 *
 * @param {string} behind the address of the server
 * @param {Setup} usual how it does TLS unless told
 */
async function startTlsFront(behind, usual) {
	const { hostname, port, pathname } = new URL(behind);
	/** @type {Set<Socket>} */
	const open = new Set();
	let connections = 0;
	/** @type {{ what: Trouble | Setup, left: number }} */
	let next = { what: usual, left: 0 };

	/**
	 * @param {Setup} setup
	 * @param {Socket} socket
	 */
	function encrypted(setup, socket) {
		const inside = createTlsServer(setup, (decrypted) => {
			const onward = connect(Number(port), hostname);
			handOn(decrypted, onward);
			handOn(onward, decrypted);
		});
		inside.on('tlsClientError', () => {});
		inside.emit('connection', socket);
	}

	const server = createServer((socket) => {
		connections++;
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		socket.on('error', () => {});
		const what = next.left-- > 0 ? next.what : usual;
		if (typeof what === 'string') meet(what, socket);
		else encrypted(what, socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = /** @type {import('node:net').AddressInfo} */ (server.address());
	const host = `127.0.0.1:${address.port}`;

	return {
		host,

		/** The same path as behind it. */
		url: `https://${host}${pathname}`,

		/** How many connections were made, whatever became of them. */
		get connections() {
			return connections;
		},

		/**
		 * What the next connections meet; after that it is as usual again.
		 *
		 * @param {Trouble | Setup} what
		 */
		meets(what, times = Infinity) {
			next = { what, left: times };
		},

		async close() {
			for (const socket of open) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

module.exports = { startTlsFront };
