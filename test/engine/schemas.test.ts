import { expect, test } from '@jest/globals';

import ofTrigger from '../../nodes/Desk360/__schema__/v1.0.0/output.json';
import getAllProducts from '../../nodes/Desk360/__schema__/v1.0.0/product/getAll.json';
import create from '../../nodes/Desk360/__schema__/v1.0.0/ticket/create.json';
import get from '../../nodes/Desk360/__schema__/v1.0.0/ticket/get.json';
import getAll from '../../nodes/Desk360/__schema__/v1.0.0/ticket/getAll.json';
import getLogs from '../../nodes/Desk360/__schema__/v1.0.0/ticket/getLogs.json';
import reply from '../../nodes/Desk360/__schema__/v1.0.0/ticket/reply.json';
import { DESK360_TRIGGER, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { CREATE } from '../support/ticketDesk';

const desk360 = forAllTests(() => startDesk360({ seed: 'demo' }));

/** The part of JSON Schema that n8n's previews use. */
interface Schema {
	type: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Where a value is not what its schema says: another type, more or fewer fields, or fields in another order. */
function differences(value: unknown, schema: Schema, path: string): string[] {
	if (![schema.type].flat().includes(typeOf(value))) return [`${path} is ${typeOf(value)}`];
	if (Array.isArray(value)) {
		const { items } = schema;
		return items ? value.flatMap((one, index) => differences(one, items, `${path}[${index}]`)) : [];
	}
	const { properties } = schema;
	if (!properties) return [];
	const fields = value as Record<string, unknown>;
	const names = new Set([...Object.keys(fields), ...Object.keys(properties)]);
	const found = [...names].flatMap((name) => {
		const property = properties[name];
		if (!property) return [`${path}.${name} is not described`];
		return name in fields
			? differences(fields[name], property, `${path}.${name}`)
			: [`${path}.${name} is missing`];
	});
	const isInOrder = Object.keys(fields).join() === Object.keys(properties).join();
	return found.length > 0 || isInOrder ? found : [`${path} has its fields in another order`];
}

const TICKET = { productId: '1', ticketId: '45' };

test.each<[string, Schema, Record<string, string | number | boolean>]>([
	['product getAll', getAllProducts, { resource: 'product', operation: 'getAll' }],
	['ticket getAll', getAll, { operation: 'getAll', productId: '1', returnAll: true }],
	['ticket get', get, { operation: 'get', ...TICKET }],
	['ticket getLogs', getLogs, { operation: 'getLogs', ...TICKET }],
	['ticket reply', reply, { operation: 'reply', ...TICKET, message: 'Hello' }],
	['ticket create', create, CREATE],
])('the preview of %s is what comes out', async (_case, schema, parameters) => {
	desk360.sandbox.world.changeStatus(45, 1);
	const output = await desk360.json(parameters);
	expect(output.length).toBeGreaterThan(0);
	expect(output.flatMap((json, index) => differences(json, schema, `[${index}]`))).toEqual([]);
});

test('the preview of the trigger is what comes out', async () => {
	const { engine, credentials } = desk360;
	const settings = { type: DESK360_TRIGGER, credentials, parameters: { productId: '1' } };
	const [output = []] = (await engine.poll(settings, { mode: 'manual' })) ?? [];
	expect(output.length).toBeGreaterThan(0);
	const found = output.map(({ json }, index) => differences(json, ofTrigger, `[${index}]`));
	expect(found.flat()).toEqual([]);
});
