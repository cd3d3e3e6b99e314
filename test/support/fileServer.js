const { once } = require('node:events');
const { createServer } = require('node:http');

const { MESSAGE, TICKET_DETAILS } = require('./samples');

/**
 * What is answered under a path. Header values are sent as bytes, one for each character.
 *
 * @typedef {object} FileAnswer
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {string | Buffer} [body]
 */

/** @typedef {import('node:http').RequestListener} RequestListener */

/** A file host that answers as a test says, and notes who asked for what. */
async function startFileServer() {
	/** @type {Map<string, RequestListener>} */
	const answers = new Map();
	/** @type {Array<{ path: string, authorization?: string }>} */
	const asked = [];
	/** @type {Set<import('node:net').Socket>} */
	const open = new Set();
	const server = createServer((request, response) => {
		const path = request.url ?? '';
		asked.push({ path, authorization: request.headers.authorization });
		const answer = answers.get(path);
		if (answer) answer(request, response);
		else response.writeHead(404).end();
	});
	server.on('connection', (socket) => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

	return {
		url: `http://127.0.0.1:${port}`,
		asked,

		/** The paths that were asked for, in order. */
		paths: () => asked.map(({ path }) => path),

		/** Resolves when nobody holds a connection to this server any longer. */
		async isLeft() {
			while (open.size > 0) await new Promise(setImmediate);
		},

		/**
		 * Answers a path by hand.
		 *
		 * @param {string} path
		 * @param {RequestListener} answer
		 */
		on(path, answer) {
			answers.set(path, answer);
		},

		/**
		 * Answers a path with a file.
		 *
		 * @param {string} path
		 * @param {FileAnswer} [answer]
		 */
		give(path, { status = 200, headers = {}, body = 'The file' } = {}) {
			answers.set(path, (_request, response) => response.writeHead(status, headers).end(body));
		},

		/**
		 * Leads from a path to an address.
		 *
		 * @param {string} path
		 * @param {string} location
		 */
		lead(path, location, status = 302) {
			this.give(path, { status, headers: { Location: location }, body: '' });
		},

		reset() {
			answers.clear();
			asked.length = 0;
		},

		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** Gets ticket 12 with its files. */
const DOWNLOAD = {
	operation: 'get',
	productId: '1',
	ticketId: '12',
	options: { downloadAttachments: true },
};

/**
 * Ticket 12 as Desk360 answers it, with a message that has these attachments.
 *
 * @param {unknown[]} files
 */
function ticketWith(...files) {
	const attachments = { images: [], videos: [], files, others: [] };
	return { ...TICKET_DETAILS, id: 12, messages: [{ ...MESSAGE, attachments }] };
}

/**
 * Lets the service answer the next question for ticket 12 with such a one.
 *
 * @param {import('../../sandbox/service/faults').FaultPlan} faults
 * @param {unknown[]} files
 */
function attachToTicket(faults, ...files) {
	faults.add({ kind: 'json', body: ticketWith(...files), match: { path: '/tickets/12' } });
}

module.exports = { startFileServer, DOWNLOAD, ticketWith, attachToTicket };
