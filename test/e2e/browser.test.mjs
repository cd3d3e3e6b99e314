import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readExamples } from '../../host/examples.mjs';
import { WORKFLOWS_FOLDER } from '../../host/paths.mjs';
import { DEMO_AGENT_ID, DEMO_TOKEN } from '../../sandbox/index';
import { samplePdf } from '../../sandbox/world/sampleFiles';
import { filledInTriage } from './agents/triage.mjs';
import { areaAround, areaFrom, areaOf } from './browser/pictures.mjs';
import { openEditor, WIDER_OUTPUT_PIXELS } from './browser/stage.mjs';
import { startingPoint } from './support/published.mjs';
import { manualWorkflow, node } from './support/workflows.mjs';

const MOBILE_APP = 1;
const WEB_SHOP = 2;
const UNRESOLVED = 0;

/** Beneath a parameter, with the hint that stands there. */
const HINT_PIXELS = 32;

/** There is one column more than in the tickets of the node: the event. */
const WIDER_TRIGGER_OUTPUT_PIXELS = WIDER_OUTPUT_PIXELS + 20;

/** The next poll may be a minute away. */
const POLLED_WITHIN_MS = 150_000;

describe('In a browser', () => {
	/** @type {import('./support/stage.mjs').EmptyStage} */
	let stage;
	/** @type {import('./browser/editor.mjs').Editor} */
	let editor;
	/** @type {import('./browser/pictures.mjs').Pictures} */
	let pictures;
	/** The service's clock, which stands still so that the pictures show the same times whenever they are taken. */
	let now = Date.parse('2026-11-16T09:00:00Z');

	before(async () => {
		({ stage, editor, pictures } = await openEditor(() => new Date(now)));
	});
	after(() => stage?.close());

	test('the credential test says what is wrong, and passes with the right token', async () => {
		const { credential, parameters } = editor;
		await editor.openWorkflow();
		await editor.addFirstStep('Trigger manually');
		await editor.addDesk360('Get many tickets');
		await parameters.getByRole('button', { name: 'Connect to Desk360' }).click();
		await editor.parameter('apiToken').fill('a-token-that-was-revoked');
		await pictures.take('credential', await areaOf(credential));

		await editor.parameter('baseUrl').fill(stage.sandbox.url);
		await credential.getByRole('button', { name: 'Save' }).click();
		await credential.getByText('Couldn’t connect with these settings').waitFor();
		await credential.getByText('More details').click();
		await credential.getByText('Desk360 does not know this API token').waitFor();
		assert.deepEqual(testCalls(), [401]);
		// The base URL below leads to this machine.
		const token = await areaOf(editor.parameter('apiToken'));
		const dialog = await areaOf(credential);
		const height = token.y + token.height - dialog.y + HINT_PIXELS;
		await pictures.take('credential-refused', { ...dialog, height });

		await editor.parameter('apiToken').fill(DEMO_TOKEN);
		await credential.getByRole('button', { name: 'Save' }).click();
		await credential.waitFor({ state: 'hidden' });
		await parameters.getByTestId('credential-edit-button').click();
		await credential.getByText('Connection tested successfully').waitFor();
		assert.deepEqual(new Set(testCalls().slice(1)), new Set([200]));
		await credential.getByRole('button', { name: 'Close this dialog' }).click();
		await credential.waitFor({ state: 'hidden' });
	});

	test('a product is found by typing, and Get Many lists its tickets', async () => {
		const found = await editor.searchList('productId', 'web');
		assert.deepEqual(await found.allInnerTexts(), ['Web Shop']);
		await found.click();
		await editor.addField('Add filter', 'Status');
		await editor.select('status', 'Unresolved');
		stage.sandbox.requests.clear();
		await editor.execute();

		const open = stage.sandbox.world
			.ticketsOf(WEB_SHOP)
			.filter(({ status }) => status === UNRESOLVED);
		await editor.output.getByText(`${open.length} items`).waitFor();
		for (const { id } of open) {
			await editor.output.getByRole('cell', { name: String(id), exact: true }).waitFor();
		}
		const [call, ...more] = stage.sandbox.requests.entries;
		assert.equal(call?.path, `/v1/products/${WEB_SHOP}/tickets`);
		assert.equal(call?.query.status, String(UNRESOLVED));
		assert.deepEqual(more, []);
		await editor.moveParameters(-WIDER_OUTPUT_PIXELS);
		await pictures.take('get-many', await areaFrom(editor.parameters, editor.output));
		await editor.moveParameters(WIDER_OUTPUT_PIXELS);
	});

	test('a reply with an attachment goes out once; a field that is not there sends nothing', async () => {
		const file = samplePdf();
		const content = Buffer.from(file.content).toString('base64');
		const { id } = await stage.api.createWorkflow(
			manualWorkflow('Send the invoice', [
				node('Invoice', 'n8n-nodes-base.set', 3.4, {
					mode: 'raw',
					jsonOutput: JSON.stringify({ content }),
				}),
				node('Make a file', 'n8n-nodes-base.convertToFile', 1.1, {
					operation: 'toBinary',
					sourceProperty: 'content',
					options: { fileName: file.name, mimeType: file.mimeType },
				}),
			]),
		);
		const ticket = stage.sandbox.world
			.ticketsOf(MOBILE_APP)
			.filter(({ subject }) => subject?.startsWith('Invoice'))
			.at(-1);
		assert.ok(ticket);
		// In the pictures a file is where a file of Desk360 may be.
		stage.sandbox.files.url = 'https://files.example.com';
		const replies = () =>
			stage.sandbox.requests.count({ method: 'POST', path: `/tickets/${ticket.id}/reply` });

		await editor.openWorkflow(id);
		await editor.addDesk360('Reply to a ticket');
		await editor.input.getByTestId('execute-previous-node').click();
		await editor.input.getByText(file.name).waitFor();
		await editor.pickFromList('productId', 'mob', 'Mobile App');
		await editor.pickFromList('ticketId', 'Invoice', `#${ticket.id} `);
		await editor.parameter('message').fill('Hello, the invoice is attached.');
		await editor.parameter('attachments').fill('data');
		await editor.execute();
		await editor.output.getByText('1 item').waitFor();
		assert.equal(replies(), 1);
		const sent = ticket.messages.at(-1);
		assert.equal(sent?.message, 'Hello, the invoice is attached.');
		assert.equal(sent?.agent_id, DEMO_AGENT_ID);
		assert.deepEqual(
			sent?.files.map(({ name, content: received }) => [name, received?.toString('base64')]),
			[[file.name, content]],
		);
		await pictures.take('reply');

		await editor.parameter('attachments').fill('invoice');
		await editor.execute();
		assert.deepEqual(await editor.refusal(), [
			'The item has no binary field "invoice" to attach',
			'Name one of its binary fields under Attachments: data',
		]);
		assert.equal(replies(), 1);
		await pictures.take('refusal', await areaFrom(editor.parameters, editor.output));
	});

	test('a published trigger fires for a new ticket', async () => {
		await editor.openWorkflow();
		await editor.addDesk360Trigger('On ticket created');
		await editor.pickFromList('productId', 'all', 'All products');
		await editor.selectMore('events', 'Status Changed');
		await editor.execute();
		// One example of each event.
		await editor.output.getByText('2 items', { exact: true }).waitFor();
		await editor.moveParameters(-WIDER_TRIGGER_OUTPUT_PIXELS);
		await pictures.take('trigger', await areaFrom(editor.parameters, editor.output));
		await editor.closeNode();
		await editor.page.getByText('Ticket Created, Status Changed · all products').waitFor();
		await editor.publish();
		await startingPoint(stage.api, editor.workflowId, 'Desk360 Trigger');

		now += 60_000;
		const { id } = stage.sandbox.world.createTicket({
			productId: MOBILE_APP,
			subject: 'The export stops halfway',
		});
		const testEvents = 1;
		await editor.openExecutionAfter(testEvents, POLLED_WITHIN_MS);
		await editor.output.getByText('1 item', { exact: true }).waitFor();
		await editor.output.getByRole('cell', { name: String(id), exact: true }).waitFor();
		await editor.output.getByRole('cell', { name: 'The export stops halfway' }).waitFor();
	});

	test('the triage example: n8n marks what its user has to give, and nothing else', async () => {
		const { page } = editor;
		const nodes = page.getByTestId('canvas-node');
		const marks = page.getByTestId('node-issues');
		const example = (await readExamples(WORKFLOWS_FOLDER)).get('triage-by-agent');
		assert.ok(example);
		const shipped = await stage.api.createWorkflow(example);
		await editor.openWorkflow(shipped.id);
		await marks.first().waitFor();
		const marked = await nodes
			.filter({ has: marks })
			.evaluateAll((found) => found.map((each) => each.getAttribute('data-node-name')));
		const yours = ['New ticket', 'OpenAI Chat Model', 'Human review', 'Edit the reply'];
		assert.deepEqual(marked.sort(), yours.sort());

		const services = {
			model: 'https://api.openai.com/v1',
			smtp: { user: '', password: '', host: 'mail.example.com', port: 465, secure: true },
		};
		const filled = await filledInTriage(stage.api, services);
		// The nodes are smaller beside the note.
		const shown = filled.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		const { id } = await stage.api.createWorkflow({ ...filled, nodes: shown });
		await editor.openWorkflow(id);
		await nodes.nth(shown.length - 1).waitFor();
		// The buttons of the canvas stand over what continues behind the last node.
		await page.getByTestId('zoom-out-button').click();
		const area = await areaAround(nodes.or(page.getByTestId('canvas-handle-plus')));
		assert.equal(await marks.count(), 0);
		await pictures.take('triage', area);
	});

	test('every picture is there in both themes, and small', () => {
		pictures.check([
			'credential',
			'credential-refused',
			'get-many',
			'reply',
			'refusal',
			'trigger',
			'triage',
		]);
	});

	/** How the credential's test was answered, each time. */
	function testCalls() {
		return stage.sandbox.requests.filter({ path: '/v1/products' }).map(({ status }) => status);
	}
});
