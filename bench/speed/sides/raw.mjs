import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import axios from 'axios';
import FormData from 'form-data';
import { DEMO_TOKEN } from '../../../sandbox/options';
import { readPages, sideBySide, UNDER_WAY } from '../support/readPages.mjs';

/**
 * What can be had: axios and form-data on connections that stay open, without n8n, checks, limits or repeats.
 *
 * @param {string} baseURL
 */
export async function rawSide(baseURL) {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-desk360-raw-'));
	const file = join(folder, 'downloaded');
	const http = axios.create({
		baseURL,
		headers: { Accept: 'application/json', Authorization: `Bearer ${DEMO_TOKEN}` },
		httpAgent: new Agent({ keepAlive: true, maxSockets: UNDER_WAY }),
		maxRedirects: 0,
		maxBodyLength: Infinity,
		proxy: false,
	});

	/** @param {{ productId: number, ticketId?: number }} work */
	const tickets = ({ productId, ticketId }) =>
		`/products/${productId}/tickets${ticketId === undefined ? '' : `/${ticketId}`}`;

	return {
		/** @param {{ productId: number }} work */
		async list(work) {
			return await readPages(async (page) => {
				const { data, headers } = await http.get(tickets(work), { params: { page } });
				return { rows: data, hasMore: Boolean(headers.link) };
			});
		},

		/** @param {{ productId: number, ticketIds: number[] }} work */
		async details({ productId, ticketIds }) {
			/** @type {unknown[]} */
			const found = [];
			let next = 0;
			await sideBySide(async () => {
				while (next < ticketIds.length) {
					const index = next++;
					found[index] = (await http.get(tickets({ productId, ticketId: ticketIds[index] }))).data;
				}
			});
			return found;
		},

		/** @param {{ productId: number, ticketId: number }} work */
		async download(work) {
			const { data: ticket } = await http.get(tickets(work));
			const [attachment] = Object.values(ticket.messages[0].attachments).flat();
			const { data } = await axios.get(attachment.url, { responseType: 'stream', proxy: false });
			await pipeline(data, createWriteStream(file));
			return [ticket];
		},

		/** Attaches what was downloaded. @param {{ productId: number, ticketId: number }} work */
		async reply(work) {
			const form = new FormData();
			form.append('message', 'See the file');
			form.append('attachments[]', createReadStream(file), 'large.bin');
			return [(await http.post(`${tickets(work)}/reply`, form)).data];
		},

		close: () => rm(folder, { recursive: true, force: true }),
	};
}
