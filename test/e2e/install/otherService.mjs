import { json } from 'node:stream/consumers';
import { startServer } from '../support/server.mjs';

/**
 * A service that the workflows tell of what happens: it keeps what it is sent as JSON.
 *
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 */
export async function startService(onStop) {
	/** @type {Array<{ headers: import('node:http').IncomingHttpHeaders, body: any }>} */
	const requests = [];
	const url = await startServer(async (request, response) => {
		requests.push({ headers: request.headers, body: await json(request) });
		response.setHeader('content-type', 'application/json').end('{"ok":true}');
	}, onStop);
	return { requests, url };
}

/**
 * The workflow, its HTTP Request nodes sending to this address.
 *
 * @param {string} url
 * @param {import('../support/workflows.mjs').NewWorkflow} workflow
 */
export function pointedAt(url, workflow) {
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-base.httpRequest'
			? { ...node, parameters: { ...node.parameters, url } }
			: node,
	);
	return { ...workflow, nodes };
}
