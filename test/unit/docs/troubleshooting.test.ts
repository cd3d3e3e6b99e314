import { describe, expect, test } from '@jest/globals';

import { shownMessages } from '../../support/docs/messages';
import { fileText } from '../../support/docs/pages';
import { shippedSources } from '../../support/sourceFiles';
import { entriesIn, sections, wantedEntries } from '../../support/docs/troubleshooting';

const page = fileText('docs/user/troubleshooting.md');

const { messages, handedOn } = shownMessages();

const texts = messages.map(({ text }) => text);

describe('the messages of the nodes', () => {
	test('are found wherever the code keeps them', () => {
		expect(messages.length).toBeGreaterThan(100);
		expect(texts).toEqual(
			expect.arrayContaining([
				'Desk360 does not know this API token', // a table
				'Desk360 found no …', // a table, with what was not found
				'… is empty', // a check of a value
				'The link of … does not start with https', // by way of a function
				'The certificate of … has expired (…)', // a template in a template
				'… is not valid JSON', // a part of it by way of a function
				'The item has no binary field "…" to attach', // by way of a method
				'The calls that Desk360 grants per minute are spent; the next one may go out in …',
				'Desk360 answered with nothing (status …)', // what a function gives
				'… of … could not be read and are left out', // a note of a reading
				'Waited … s: Desk360 grants … calls a minute', // a hint
				'A poll of Desk360 did not come through and is repeated: …', // a line of the log
				'Select the product first: this list shows what its tickets hold', // a list of the editor
			]),
		);
	});

	test('are looked for in every kind of thing that is thrown', () => {
		const thrown = shippedSources().flatMap(({ path }) =>
			[...fileText(path).matchAll(/\bthrow new (\w+)/g)].map(([, name]) => name),
		);
		expect([...new Set(thrown)].sort()).toEqual([
			'CallFailed', // a failure
			'CancelledError', // becomes a failure
			'Desk360ApiError', // a failure
			'Error', // of a file, quoted in a failure
			'InvalidValue',
			'NodeApiError', // of what was thrown
			'NodeOperationError',
			'StopEarly', // says nothing
			'StrangeAnswer',
			'TokenNeeded', // a failure
		]);
	});

	test('belong to what the code says to do about them', () => {
		const byText = new Map(messages.map(({ text, advice }) => [text, advice]));
		expect(byText.get('Attachments holds a file as text')).toEqual([
			'Give the name of the binary field, or an expression that is all there is in the field, such as {{ $binary.data }}',
		]);
		expect(byText.get('… is less than …')).toEqual([
			'Enter a whole number of seconds; with 0 a call never waits',
			'Enter how many results to return, or switch Return All on',
		]);
	});

	test('have words of their own, but where a place hands on what another one says', () => {
		expect(handedOn.map((place) => place.replace('nodes/Desk360/', ''))).toEqual([
			'api/client.ts: note',
			'api/failures/Desk360ApiError.ts: failure.message',
			'api/failures/judge.ts: message',
			'methods/selectedProduct.ts: thrown as Error',
			'methods/selectedProduct.ts: thrown.message',
			'operations/agentsTool.ts: message',
			'operations/run.ts: thrown as JsonObject',
			'operations/run.ts: thrown.message',
			'operations/ticket/get.ts: note',
			'trigger/examples.ts: odd',
			'trigger/report.ts: named',
			'trigger/settings.ts: message',
			'trigger/settings.ts: thrown as Error',
			'trigger/source.ts: note',
		]);
	});
});

describe('the page about troubleshooting', () => {
	const written = new Map(sections.map((section) => [section, entriesIn(page, section)]));
	const wanted = wantedEntries(page, messages);

	test.each(sections)('has every message of its list "%s" and no other', (section) => {
		// `npm run docs` writes them.
		expect(written.get(section)).toEqual(wanted.get(section));
	});

	test('has each message once', () => {
		const shown = [...written.values()].flat().map(([message]) => message);
		expect(shown.toSorted()).toEqual([...new Set(texts)].sort());
	});

	test('says of each what to do', () => {
		for (const [message, advice] of [...written.values()].flat()) {
			expect(`${message} ${advice}`).toMatch(/[.:)]$/);
			expect(advice.length).toBeGreaterThan(10);
		}
	});
});
