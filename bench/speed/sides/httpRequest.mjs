import { coreNode } from '../../../host/coreNode.cjs';
import { shareWorkflow } from '../support/sharedWorkflow.mjs';
import { CREDENTIAL, jsonOf, startEngine } from './engine.mjs';

/** A page at a time until none is named as the next: the fewest calls that its pagination can do with. */
const PAGES = {
	paginationMode: 'updateAParameterInEachRequest',
	parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
	paginationCompleteWhen: 'other',
	completeExpression: '={{ !$response.headers.link }}',
};

/**
 * n8n's HTTP Request node with the credential of this package.
 *
 * @param {string} baseUrl
 * @param {string} n8n n8n's command line script
 */
export async function httpRequestSide(baseUrl, n8n) {
	shareWorkflow(n8n);
	const { type, typeVersion, node } = coreNode('httpRequest', n8n);
	const { engine, run } = await startEngine(baseUrl, { [type]: node });
	const signedIn = { authentication: 'predefinedCredentialType', nodeCredentialType: CREDENTIAL };
	/** @type {import('./engine.mjs').Item[]} */
	let downloaded = [];

	/** @param {import('n8n-workflow').INodeParameters} parameters @param {import('./engine.mjs').Item[]} [items] */
	const runNode = (parameters, items) =>
		run({ type, typeVersion, parameters, onError: 'continueRegularOutput' }, items);

	/** @param {{ productId: number, ticketId?: number | string }} work */
	const tickets = ({ productId, ticketId }) =>
		`${baseUrl}/products/${productId}/tickets${ticketId === undefined ? '' : `/${ticketId}`}`;

	return {
		/** @param {{ productId: number }} work */
		async list({ productId }) {
			const options = { pagination: { pagination: PAGES } };
			return jsonOf(await runNode({ url: tickets({ productId }), ...signedIn, options }));
		},

		/** @param {{ productId: number, ticketIds: number[], batch?: { batchSize: number, batchInterval: number } }} work */
		async details({ productId, ticketIds, batch }) {
			const items = ticketIds.map((ticketId) => ({ json: { ticketId } }));
			const url = `=${tickets({ productId, ticketId: '{{ $json.ticketId }}' })}`;
			const options = batch === undefined ? {} : { batching: { batch } };
			return jsonOf(await runNode({ url, ...signedIn, options }, items));
		},

		/** @param {{ productId: number, ticketId: number }} work */
		async download(work) {
			const details = await runNode({ url: tickets(work), ...signedIn });
			const url = '={{ Object.values($json.messages[0].attachments).flat()[0].url }}';
			const options = { response: { response: { responseFormat: 'file' } } };
			downloaded = await runNode({ url, authentication: 'none', options }, details);
			return jsonOf(details);
		},

		/** Attaches what was downloaded. @param {{ productId: number, ticketId: number }} work */
		async reply(work) {
			const body = {
				method: 'POST',
				sendBody: true,
				contentType: 'multipart-form-data',
				bodyParameters: {
					parameters: [
						{ parameterType: 'formData', name: 'message', value: 'See the file' },
						{
							parameterType: 'formBinaryData',
							name: 'attachments[]',
							inputDataFieldName: 'data',
						},
					],
				},
			};
			return jsonOf(
				await runNode({ url: `${tickets(work)}/reply`, ...signedIn, ...body }, downloaded),
			);
		},

		close: engine.close,
	};
}
