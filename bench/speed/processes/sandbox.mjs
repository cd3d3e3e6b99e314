import { randomFillSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../../sandbox';
import { serve } from '../support/serve.mjs';

/**
 * @typedef {object} Conditions
 * @property {number} [latencyMs] how long each answer is held back; 0 unless told
 * @property {{ limit: number, windowSeconds: number }} [rateLimit] none unless told
 *
 * @typedef {object} Call one request to the API
 * @property {number} at milliseconds since the epoch
 * @property {number} status
 * @property {string[]} files SHA-256 of what was uploaded
 */

/** A client that has what it wanted may still have reads under way, and those are calls as well. */
const QUIET_MS = 50;

const sandbox = startSandbox({ rateLimit: { limit: null } });

serve(
	{
		async url() {
			return (await sandbox).url;
		},

		/** @param {number} tickets how many the product gets */
		async addProduct(tickets) {
			const { world } = await sandbox;
			const { id } = world.createProduct();
			const now = Date.now();
			for (let age = tickets; age > 0; age--) {
				const description = `Ticket number ${age} of those that the benchmark reads`;
				world.at(new Date(now - age * 60_000), () =>
					world.createTicket({ productId: id, subject: `Ticket ${age}`, description }),
				);
			}
			return { productId: id, ticketIds: world.ticketsOf(id).map((ticket) => ticket.id) };
		},

		/**
		 * So many new tickets, one a second after the newest of the product: the service's clock runs ahead, which costs
		 * no time here.
		 *
		 * @param {{ productId: number, count: number }} work
		 */
		async addTickets({ productId, count }) {
			const { world } = await sandbox;
			const stamps = world
				.ticketsOf(productId)
				.map((ticket) => Date.parse(`${ticket.updated_at}Z`));
			const newest = Math.max(Date.now(), ...stamps);
			for (let second = 1; second <= count; second++) {
				world.at(new Date(newest + second * 1_000), () => world.createTicket({ productId }));
			}
		},

		/** A ticket with an attachment of so many bytes, and one to answer. @param {number} bytes */
		async addFile(bytes) {
			const { world } = await sandbox;
			const { id: productId } = world.createProduct();
			const content = randomFillSync(Buffer.alloc(bytes));
			const file = { name: 'large.bin', mimeType: 'application/octet-stream', content };
			const { id, messages } = world.createTicket({ productId, attachments: [file] });
			const { id: unanswered } = world.createTicket({ productId });
			const sha256 = messages[0]?.files[0]?.sha256;
			return { productId, ticketId: id, unanswered, sha256 };
		},

		/** Begins a measurement. @param {Conditions} conditions */
		async begin({ latencyMs = 0, rateLimit }) {
			const { requests, settings, rateLimit: rule } = await sandbox;
			settings.latencyMs = latencyMs;
			Object.assign(rule, rateLimit ?? { limit: null }).reset();
			requests.clear();
		},

		/** @returns {Promise<Call[]>} those since `begin`, in the order of arrival */
		async calls() {
			const { requests } = await sandbox;
			await quiet(requests);
			return requests.entries.map(({ at, status = 0, body }) => ({
				at: at.getTime(),
				status,
				files: uploaded(body),
			}));
		},
	},
	async () => (await sandbox).close(),
);

/** @param {import('../../../sandbox').Sandbox['requests']} requests */
async function quiet(requests) {
	let seen;
	do {
		seen = requests.count();
		await sleep(QUIET_MS);
	} while (requests.count() > seen || requests.entries.some(({ status }) => status === undefined));
}

/** @param {unknown} body */
function uploaded(body) {
	const { files = [] } = /** @type {{ files?: Array<{ sha256: string }> }} */ (body ?? {});
	return files.map(({ sha256 }) => sha256);
}
