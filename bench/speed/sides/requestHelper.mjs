import { readPages } from '../support/readPages.mjs';
import { CREDENTIAL, jsonOf, startEngine } from './engine.mjs';

const NODE = 'n8n-nodes-desk360.requestHelper';

/** Reads a list with n8n's request helper: no checks, rate limit or repeats. */
class RequestHelperNode {
	/** @type {import('n8n-workflow').INodeTypeDescription} */
	description = {
		displayName: 'Request Helper',
		name: 'requestHelper',
		group: ['input'],
		version: 1,
		description: 'Reads a list with the request helper of n8n',
		defaults: { name: 'Request Helper' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
	};

	/** @this {import('n8n-workflow').IExecuteFunctions} */
	async execute() {
		const url = /** @type {string} */ (this.getNodeParameter('url', 0));
		const { httpRequestWithAuthentication: send } = this.helpers;
		const rows = await readPages(async (page) => {
			const request = { url, qs: { page }, json: true, returnFullResponse: true };
			const { body, headers } = await send.call(this, CREDENTIAL, request);
			return { rows: body, hasMore: Boolean(headers.link) };
		});
		return [rows.map((json) => ({ json }))];
	}
}

/**
 * What n8n's own request helper costs each community node: it may use nothing else.
 *
 * @param {string} baseUrl
 */
export async function requestHelperSide(baseUrl) {
	const { engine, run } = await startEngine(baseUrl, { [NODE]: new RequestHelperNode() });
	return {
		/** @param {{ productId: number }} work */
		async list({ productId }) {
			const url = `${baseUrl}/products/${productId}/tickets`;
			return jsonOf(await run({ type: NODE, parameters: { url } }));
		},

		close: engine.close,
	};
}
