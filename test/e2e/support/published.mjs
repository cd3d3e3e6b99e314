import { until } from './until.mjs';

/**
 * Publishes a workflow and waits for its trigger's starting point: n8n answers before the first poll is done,
 * and what happens to a ticket until then is no event.
 *
 * @param {import('../../../host/api.mjs').N8nApi} api
 * @param {import('../../../host/api.mjs').Workflow} workflow
 * @param {string} trigger the trigger's name
 */
export async function publish(api, workflow, trigger) {
	await api.activate(workflow);
	await startingPoint(api, workflow.id, trigger);
}

/**
 * @param {import('../../../host/api.mjs').N8nApi} api
 * @param {string} workflowId of a published workflow
 * @param {string} trigger the trigger's name
 */
export async function startingPoint(api, workflowId, trigger) {
	await until('the starting point', async () => {
		const { staticData } = await api.request('GET', `/workflows/${workflowId}`);
		return staticData?.[`node:${trigger}`] !== undefined;
	});
}
