import { fromDist, jsonOf, startEngine } from './engine.mjs';

const NODE = 'n8n-nodes-desk360.desk360';
const TRIGGER = 'n8n-nodes-desk360.desk360Trigger';

/**
 * How much of a list; all unless limited.
 *
 * @typedef {{ limit?: number, parallelRequests?: number }} Extent
 * @typedef {Extent & { productIds: number[] }} Across
 */

/**
 * The nodes of this package, their fields as the service gives them, as the other sides do: the product, which the
 * node adds to each ticket, is taken off again.
 *
 * @param {string} baseUrl
 */
export async function desk360Side(baseUrl) {
	const { Desk360 } = fromDist('./nodes/Desk360/Desk360.node.js');
	const { Desk360Trigger } = fromDist('./nodes/Desk360/Desk360Trigger.node.js');
	const { engine, credentials, run } = await startEngine(baseUrl, {
		[NODE]: new Desk360(),
		[TRIGGER]: new Desk360Trigger(),
	});
	/** @type {Map<string, import('./engine.mjs').IDataObject>} */
	const states = new Map();
	/** @type {import('./engine.mjs').Item[]} */
	let downloaded = [];

	/** @param {import('n8n-workflow').INodeParameters} parameters @param {import('./engine.mjs').Item[]} [items] */
	const runNode = (parameters, items) =>
		run({ type: NODE, parameters: { simplify: false, ...parameters } }, items);

	/** @param {string | number} productId one, or several @param {Extent} extent */
	async function listOf(productId, { limit, ...options }) {
		const extent = limit === undefined ? { returnAll: true } : { returnAll: false, limit };
		const place = { operation: 'getAll', productId: id(productId) };
		return await runNode({ ...place, ...extent, options });
	}

	/** @param {{ productId: string, events: string[] }} trigger */
	async function pollOnce({ productId, events }) {
		const watched = `${productId} ${events}`;
		const staticData = states.get(watched) ?? {};
		states.set(watched, staticData);
		const parameters = { productId: id(productId), events };
		const output = await engine.poll(
			{ type: TRIGGER, credentials, parameters },
			{ staticData, workflowId: watched },
		);
		return jsonOf(output?.[0] ?? []);
	}

	return {
		/** @param {Extent & { productId: number }} work */
		async list({ productId, limit }) {
			return ticketsOf(await listOf(productId, { limit }));
		},

		/** One node. @param {Across} work */
		async listAcross({ productIds, ...extent }) {
			return jsonOf(await listOf(productIds.join(), extent));
		},

		/** A node for each product, one after the other, and what people do to get the newest of all. @param {Across} work */
		async listInTurn({ productIds, ...extent }) {
			/** @type {import('./engine.mjs').IDataObject[]} */
			const tickets = [];
			for (const productId of productIds) {
				tickets.push(...jsonOf(await listOf(productId, extent)));
			}
			tickets.sort((one, other) => `${other.updated_at}`.localeCompare(`${one.updated_at}`));
			return tickets.slice(0, extent.limit);
		},

		/** @param {{ productId: number, ticketIds: number[], parallelRequests?: number }} work */
		async details({ productId, ticketIds, parallelRequests }) {
			const options = parallelRequests === undefined ? {} : { parallelRequests };
			const items = ticketIds.map((ticketId) => ({ json: { ticketId } }));
			const each = { productId: id(productId), ticketId: id('={{ $json.ticketId }}'), options };
			return ticketsOf(await runNode({ operation: 'get', ...each }, items));
		},

		/** @param {{ productId: number, ticketId: number }} work */
		async download({ productId, ticketId }) {
			const place = { productId: id(productId), ticketId: id(ticketId) };
			const options = { downloadAttachments: true };
			downloaded = await runNode({ operation: 'get', ...place, options });
			return jsonOf(downloaded);
		},

		/** Attaches what was downloaded. @param {{ productId: number, ticketId: number }} work */
		async reply({ productId, ticketId }) {
			const place = { productId: id(productId), ticketId: id(ticketId) };
			const attachments = 'attachment_0';
			const message = 'See the file';
			return jsonOf(
				await runNode({ operation: 'reply', ...place, message, attachments }, downloaded),
			);
		},

		/** @param {{ productId: number, events: string[] }} work */
		async poll({ productId, events }) {
			return await pollOnce({ productId: `${productId}`, events });
		},

		/**
		 * Polls of several triggers in turn; tells how many events were handed over.
		 *
		 * @param {{ triggers: Array<{ productId: string, events: string[] }>, polls: number }} work
		 */
		async polls({ triggers, polls }) {
			let events = 0;
			for (let poll = 0; poll < polls; poll++) {
				for (const trigger of triggers) events += (await pollOnce(trigger)).length;
			}
			return [{ events }];
		},

		close: engine.close,
	};
}

/** @param {import('./engine.mjs').Item[]} items */
function ticketsOf(items) {
	return jsonOf(items).map(({ product_id: _product, ...ticket }) => ticket);
}

/** A resource locator as the editor saves it. @param {number | string} value */
const id = (value) => ({ __rl: true, mode: 'id', value: `${value}` });
