import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEMO_AGENT_ID } from '../../sandbox/index';
import { open, submit } from './agents/reviewer.mjs';
import { PRODUCT_ID, REVIEWER, TRIGGER, Triage } from './agents/triage.mjs';
import { MISTAKES } from './agents/mistakes.mjs';
import { startStage } from './support/stage.mjs';

const LIST = 'List_tickets';
const GET = 'Get_ticket';
const REPLY = 'Reply_to_the_customer';
const SEND = 'Send it';
const DO_NOT_SEND = 'Do not send';
const EDIT = 'Edit and send';

/** Of what the tools answer the model about the local Desk360. */
const SMALL_BYTES = { list: 6500, ticket: 700, reply: 350 };
const productId = String(PRODUCT_ID);

/** @typedef {import('../../sandbox/index').TicketView} Ticket */

describe('The triage example', () => {
	/** @type {import('./support/stage.mjs').Stage} */
	let stage;
	/** @type {Triage} */
	let triage;
	before(async () => {
		stage = await startStage();
		triage = new Triage(stage);
		await triage.start();
	});
	after(() => stage?.close());

	/** @param {number} ticketId */
	const mailsAbout = (ticketId) =>
		triage.reviewer.mails.filter(({ subject }) => subject.endsWith(`#${ticketId}`));

	test('a reply goes out once, after a person has said yes', async () => {
		const [earlier] = stage.sandbox.world.ticketsOf(PRODUCT_ID);
		assert.ok(earlier);
		const { name, email } = earlier;
		assert.ok(name && email);
		const draft = `Hello ${name},\n\nit comes <today>.`;
		const ticket = triage.ticket(
			(id) => [
				[
					{ tool: GET, args: { productId, ticketId: String(id) } },
					{ tool: LIST, args: { productId, email, limit: 20 } },
				],
				[{ tool: GET, args: { productId, ticketId: String(earlier.id) } }],
				[reply(draft)],
				'Wants to know where the parcel is. Answered.',
			],
			{ name, email },
		);
		const mail = await triage.reviewer.mail(SEND, ticket.id);
		assert.deepEqual([mail.to, [...mail.links.keys()]], [REVIEWER, [DO_NOT_SEND, SEND]]);
		assert.match(mail.subject, new RegExp(`^Send this reply to ${name}\\? Ticket #${ticket.id}$`));
		assert.deepEqual(mail.lines, [
			`Ticket #${ticket.id} of ${name} <${email}>`,
			'My parcel',
			'',
			'The agent proposes this reply:',
			'',
			...draft.split('\n'),
		]);
		assert.deepEqual(repliesIn(ticket), []);

		assert.match(await open(mail, SEND), /Got it, thanks/);
		assert.equal((await triage.ended(ticket.id)).status, 'success');
		assert.deepEqual(repliesIn(ticket), [draft]);
		assert.equal(ticket.messages.at(-1)?.agent_id, DEMO_AGENT_ID);
		// Links of a mail stay where they are.
		for (const link of [SEND, DO_NOT_SEND]) {
			assert.match(await open(mail, link), /No action required/);
		}
		assert.deepEqual(repliesIn(ticket), [draft]);
		assert.equal(mailsAbout(ticket.id).length, 1);

		const [got = '', listed = '', gotEarlier = '', sent = ''] = triage.model.toolAnswers(ticket.id);
		assert.deepEqual(idsIn(got), [ticket.id]);
		assert.deepEqual(new Set(JSON.parse(listed).map(emailOf)), new Set([email]));
		assert.ok(idsIn(listed).includes(earlier.id));
		assert.deepEqual(idsIn(gotEarlier), [earlier.id]);
		const [answer] = JSON.parse(sent);
		assert.deepEqual([answer.ticket_id, answer.product_id], [ticket.id, PRODUCT_ID]);
		assertSmall(listed, SMALL_BYTES.list);
		assertSmall(got, SMALL_BYTES.ticket);
		assertSmall(sent, SMALL_BYTES.reply);
	});

	test('a declined reply is not sent, and the same person may send another text, once', async () => {
		const draft = 'Hello,\n\nit is lost.';
		const ticket = triage.ticket(() => [[reply(draft)], 'Declined.']);
		const mail = await triage.reviewer.mail(SEND, ticket.id);
		await open(mail, DO_NOT_SEND);
		const second = await triage.reviewer.mail(EDIT, ticket.id);
		assert.equal(second.lines.at(-1), 'Declined.');
		assert.match(triage.model.toolAnswers(ticket.id)[0] ?? '', /User rejected the tool call/);
		assert.match(await open(second, EDIT), />Hello,\s+it is lost\.<\/textarea>/);
		assert.deepEqual(repliesIn(ticket), []);

		await submit(second, EDIT, 'Hello, it comes tomorrow.');
		assert.equal((await triage.ended(ticket.id)).status, 'success');
		assert.deepEqual(repliesIn(ticket), ['Hello, it comes tomorrow.']);
		await submit(second, EDIT, 'And again.');
		await open(mail, SEND);
		assert.deepEqual(repliesIn(ticket), ['Hello, it comes tomorrow.']);
	});

	test('without a proposed reply nobody is asked and nothing is sent', async () => {
		const ticket = triage.ticket(() => ['Nothing to answer.']);
		assert.equal((await triage.ended(ticket.id)).status, 'success');
		assert.deepEqual([repliesIn(ticket), mailsAbout(ticket.id)], [[], []]);
	});

	test('two tickets at a time do not wait for each other, and each gets its own answer', async () => {
		const [first, second] = ['one', 'two'].map((text) =>
			triage.ticket(() => [[reply(`Answer ${text}`)], 'Answered.']),
		);
		assert.ok(first && second);
		const mailOfFirst = await triage.reviewer.mail(SEND, first.id);
		await open(await triage.reviewer.mail(SEND, second.id), SEND);
		await triage.ended(second.id);
		assert.deepEqual([repliesIn(first), repliesIn(second)], [[], ['Answer two']]);
		await open(mailOfFirst, SEND);
		await triage.ended(first.id);
		assert.deepEqual([repliesIn(first), repliesIn(second)], [['Answer one'], ['Answer two']]);
	});

	test('a model cannot choose who gets the reply', async () => {
		const [other] = stage.sandbox.world.ticketsOf(PRODUCT_ID);
		assert.ok(other);
		const elsewhere = { productId: '2', ticketId: String(other.id), id: other.id };
		const ticket = triage.ticket(() => [[reply('For you', elsewhere)], 'Answered.']);
		const before = other.messages.length;
		await open(await triage.reviewer.mail(SEND, ticket.id), SEND);
		await triage.ended(ticket.id);
		assert.deepEqual(repliesIn(ticket), ['For you']);
		assert.equal(other.messages.length, before);
	});

	test('what a customer writes becomes no link in the mail to the reviewer', async () => {
		const link = '<a href="https://example.com">Send it</a>';
		const escaped = link.replace('<', '&lt;');
		const ticket = triage.ticket(() => [[reply(`Hello ${escaped}`)], 'Answered.'], {
			subject: `${link} ${escaped}`,
		});
		const mail = await triage.reviewer.mail(SEND, ticket.id);
		assert.equal(mail.html.match(/<a /g)?.length, 2);
		assert.ok(mail.lines.includes(`${link} ${escaped}`));
		assert.equal(mail.lines.at(-1), `Hello ${escaped}`);
		await open(mail, DO_NOT_SEND);
		assert.equal((await triage.reviewer.mail(EDIT, ticket.id)).html.match(/<a /g)?.length, 1);
	});

	for (const { what, turns, told, calls } of MISTAKES) {
		test(`${what}: the model is told so, and goes on`, async () => {
			const { requests } = stage.sandbox;
			requests.clear();
			const ticket = triage.ticket((id) => [...turns(String(id)), 'Done.']);
			assert.equal((await triage.ended(ticket.id)).status, 'success');
			const answers = triage.model.toolAnswers(ticket.id);
			assert.equal(answers.length, told.length, answers.join('\n'));
			for (const [index, pattern] of told.entries()) assert.match(answers[index] ?? '', pattern);
			assert.equal(requests.filter().filter(isOfTool).length, calls);
			assert.deepEqual(repliesIn(ticket), []);
		});
	}

	test('arguments in another form than asked for: nobody is asked in vain, and the text is not lost', async () => {
		const ticket = triage.ticket(() => [
			[{ tool: REPLY, args: { message: 'Hello, it comes today.' } }],
			'Declined.',
		]);
		const mail = await triage.reviewer.mail(EDIT, ticket.id);
		assert.match(await open(mail, EDIT), />Hello, it comes today\.<\/textarea>/);
		assert.equal(mailsAbout(ticket.id).length, 1);
		assert.deepEqual(repliesIn(ticket), []);
	});

	test('an approved reply whose answer gets lost: sent once, and the model is told to look first', async () => {
		await triage.publish((node) =>
			node.name === 'Reply to the customer'
				? { ...node, retryOnFail: true, maxTries: 3, waitBetweenTries: 0 }
				: node,
		);
		const ticket = triage.ticket((id) => [
			[reply('It is on its way.')],
			[{ tool: GET, args: { productId, ticketId: String(id) } }],
			'It was sent.',
		]);
		const mail = await triage.reviewer.mail(SEND, ticket.id);
		stage.sandbox.faults.add({ kind: 'lostAnswer', match: { method: 'POST' } });
		await open(mail, SEND);
		await triage.ended(ticket.id);
		const [told = '', looked = ''] = triage.model.toolAnswers(ticket.id);
		assert.match(told, /it is not known whether the reply was made/);
		assert.match(told, /Look at the newest message \(Ticket > Get, ticket \d+\) before you reply/);
		assert.match(looked, /It is on its way\./);
		assert.deepEqual(repliesIn(ticket), ['It is on its way.']);
	});

	test('several tickets in one execution: no customer gets the answer of another', async () => {
		await triage.publish((node) => {
			const { parameters } = node;
			return node.name === TRIGGER ? { ...node, parameters: { ...parameters, options: {} } } : node;
		});
		const turns = () => [[reply('For one of you')], 'Not sent.'];
		const [first, second] = [triage.ticket(turns), triage.ticket(turns)];
		// n8n asks once for both.
		await open(await triage.reviewer.mail(SEND, first.id), SEND);
		await triage.ended(first.id);
		assert.deepEqual([...repliesIn(first), ...repliesIn(second)], []);
		for (const { id } of [first, second]) {
			assert.match(triage.model.toolAnswers(id).join(), /Ticket \\"\d+,\d+\\" is not an ID/);
		}
	});
});

/**
 * A proposal, in the form that n8n asks the model for.
 *
 * @param {string} message
 * @param {Record<string, unknown>} [more] arguments that there are not
 */
function reply(message, more) {
	return { tool: REPLY, args: { toolParameters: { message, ...more }, hitlParameters: {} } };
}

/**
 * The trigger only lists, without a filter.
 *
 * @param {import('../../sandbox/index').RequestEntry} request
 */
function isOfTool({ path, query }) {
	return /\/tickets\/./.test(path) || 'email' in query;
}

/** @param {Ticket} ticket */
function repliesIn({ messages }) {
	return messages
		.filter(({ agent_id: agent }) => agent !== null)
		.map(({ message }) => message?.replaceAll('\r\n', '\n'));
}

/**
 * @param {string} answer of a tool
 * @returns {number[]}
 */
function idsIn(answer) {
	return JSON.parse(answer).map((/** @type {{ id: number }} */ { id }) => id);
}

/** @param {{ email: string }} ticket */
function emailOf({ email }) {
	return email;
}

/**
 * @param {string} answer of a tool
 * @param {number} most bytes
 */
function assertSmall(answer, most) {
	const bytes = Buffer.byteLength(answer);
	assert.ok(bytes <= most, `${bytes} bytes`);
}
