import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createCredential } from '../../host/stage.mjs';
import { areaFrom, areaOf } from './browser/pictures.mjs';
import { openEditor, WIDER_OUTPUT_PIXELS } from './browser/stage.mjs';

const MOBILE_APP = 1;
const WIDER_LISTS_PIXELS = 120;

/** Of a parameter, whose name stands above it. */
const LABEL_PIXELS = 34;

/** Beneath a list, with its shadow. */
const SHADOW_PIXELS = 4;

const OF_INVOICES = 5;

/** Stands still, so that the pictures show the same times whenever they are taken. */
const NOW = new Date('2026-11-16T09:00:00Z');

describe('Products and reasons in a browser', () => {
	/** @type {import('./support/stage.mjs').EmptyStage} */
	let stage;
	/** @type {import('./browser/editor.mjs').Editor} */
	let editor;
	/** @type {import('./browser/pictures.mjs').Pictures} */
	let pictures;

	before(async () => {
		({ stage, editor, pictures } = await openEditor(() => NOW));
		await createCredential(stage.api, stage.sandbox.url);
	});
	after(() => stage?.close());

	test('all products give the tickets of a customer in one list, the newest change first', async () => {
		const email = 'siobhan@example.org';
		const { world } = stage.sandbox;
		const tickets = world.products
			.flatMap(({ id }) => world.ticketsOf(id))
			.filter((ticket) => ticket.email === email)
			.sort((one, other) => other.updated_at.localeCompare(one.updated_at));
		assert.equal(new Set(tickets.map(({ productId }) => productId)).size, world.products.length);

		await editor.openWorkflow();
		await editor.addFirstStep('Trigger manually');
		await editor.addDesk360('Get many tickets');
		// One was chosen before.
		await editor.pickFromList('productId', 'web', 'Web Shop');
		await editor.pickFromList('productId', 'all', 'All products');
		await editor.addField('Add filter', 'Email');
		await editor.parameter('email').fill(email);
		await editor.execute();
		await editor.output.getByText(`${tickets.length} items`).waitFor();
		const rows = editor.output.getByRole('row').filter({ hasText: email });
		assert.deepEqual(
			await rows.evaluateAll((found) =>
				found.map((row) =>
					[...row.querySelectorAll('td')].slice(0, 2).map((cell) => cell.innerText),
				),
			),
			tickets.map(({ id, productId }) => [String(id), String(productId)]),
		);
		await editor.moveParameters(-WIDER_OUTPUT_PIXELS);
		await pictures.take('all-products', await areaFrom(editor.parameters, editor.output));
		await editor.moveParameters(WIDER_OUTPUT_PIXELS);
	});

	test('a reason is chosen from what the latest tickets hold, and a ticket is opened with it', async () => {
		const { world } = stage.sandbox;
		const tickets = world.ticketsOf(MOBILE_APP);
		const uses = new Map();
		for (const { reason_id: reason } of tickets) uses.set(reason, (uses.get(reason) ?? 0) + 1);
		const mostUsed = [...uses].sort(([, some], [, others]) => others - some);

		await editor.openWorkflow();
		await editor.addFirstStep('Trigger manually');
		await editor.addDesk360('Create a ticket');
		await editor.pickFromList('productId', 'mob', 'Mobile App');
		await editor.parameter('name').fill('Jane Roe');
		await editor.parameter('email').fill('jane.roe@example.com');
		await editor.widenParameters(WIDER_LISTS_PIXELS);
		stage.sandbox.requests.clear();
		const reasons = await editor.openList('reasonId');
		const shown = mostUsed.map(
			([reason, count]) => `${reason} · ${count} of the last ${tickets.length} tickets, such as "`,
		);
		const texts = await reasons.allInnerTexts();
		assert.deepEqual(
			texts.map((text, index) => text.slice(0, shown[index]?.length)),
			shown,
		);
		await reasons.first().click();
		await editor.listIsClosed();
		await editor.openList('reasonId');
		const list = await areaOf(editor.list);
		const top = (await areaOf(editor.locator('productId'))).y - LABEL_PIXELS;
		const height = list.y + list.height + SHADOW_PIXELS - top;
		await pictures.take('reasons', { ...(await areaOf(editor.parameters)), y: top, height });
		await reasons.first().click();
		await editor.listIsClosed();
		await editor.pickFromList('reasonId', 'invoice', 'Invoice for October');
		assert.equal(stage.sandbox.requests.count({ path: `/v1/products/${MOBILE_APP}/tickets` }), 3);

		await editor.parameter('message').fill('Where do I find my invoice?');
		await editor.select('status', 'Unresolved');
		await editor.execute();
		await editor.output.getByText('1 item', { exact: true }).waitFor();
		const opened = world.ticketsOf(MOBILE_APP).filter(({ name }) => name === 'Jane Roe');
		assert.deepEqual(
			opened.map(({ reason_id }) => reason_id),
			[OF_INVOICES],
		);
	});

	test('every picture is there in both themes, and small', () => {
		pictures.check(['all-products', 'reasons']);
	});
});
