import assert from 'node:assert/strict';
import { test } from 'node:test';
import { triggerOf } from '../../../../host/examples.mjs';
import { runByHand } from '../../support/workflows.mjs';
import { NODE, TRIGGER, nodeTypes, operationsIn } from './package.mjs';

/**
 * What holds for the example workflows as they are shipped.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 * @param {() => Map<string, import('../../support/workflows.mjs').NewWorkflow>} examples by file name
 */
export function shippedChecks(stage, examples) {
	test('none names a product, and none runs before one is picked', async () => {
		for (const { name, nodes } of examples().values()) {
			const products = nodes.map(({ parameters }) => productIn(parameters));
			const named = products.filter((product) => !/^(all|=.*|)$/s.test(product));
			assert.deepEqual(named, [], name);
		}
		const example = examples().get('ticket-details');
		assert.ok(example);
		const said = await runByHand(stage().api, example, triggerOf(example)).then(
			({ data }) => data.resultData.error?.message,
			// Before version 2, n8n refuses to begin.
			(/** @type {Error} */ refused) => refused.message,
		);
		assert.match(said ?? '', /Product|has issues/);
	});

	test('together they use every operation and every event', async () => {
		const types = await nodeTypes(stage());
		const nodes = [...examples().values()].flatMap((example) => example.nodes);
		const parametersOf = (/** @type {string} */ name) =>
			nodes.filter(({ type }) => type === name).map(({ parameters }) => parameters);
		const operations = parametersOf(NODE).map(
			({ resource = 'ticket', operation = 'getAll' }) => `${resource}/${operation}`,
		);
		assert.deepEqual([...new Set(operations)].sort(), operationsIn(types.get(NODE).properties));
		const events = parametersOf(TRIGGER).flatMap(({ events: chosen }) => chosen);
		assert.deepEqual([...new Set(events)].sort(), eventsIn(types.get(TRIGGER).properties));
	});
}

/** @param {Record<string, any>} parameters */
function productIn({ productId }) {
	return String(productId?.value ?? '');
}

/**
 * @param {import('n8n-workflow').INodeProperties[]} properties of the trigger
 * @returns {unknown[]} the events that it offers, in order
 */
function eventsIn(properties) {
	const { options = [] } = properties.find(({ name }) => name === 'events') ?? {};
	return options.map((option) => 'value' in option && option.value).sort();
}
