import { describe, expect, test } from '@jest/globals';

import type { Failure } from '../../../../nodes/Desk360/api/failures/failure';
import { READ, WRITE, answer, failureOf, readingOf, refusal } from './judged';

const MEGABYTE = 1_000_000;
const HIDDEN = 'S3cr3t-t0ken-w1th-s0me-l3ngth';

const repeated = (text: string) => text.repeat(Math.ceil(MEGABYTE / text.length));

const fields = (count: number) =>
	Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, ['No.']]));

const nested = (levels: number) => `${'{"errors":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Bodies that cost a careless reader seconds, or its stack. */
const BODIES: Array<[string, string]> = [
	['opening brackets of tags', repeated('<')],
	['closing brackets of tags', repeated('>')],
	['beginnings of scripts', repeated('<script')],
	['dots', repeated('.')],
	['blanks', repeated(' ')],
	['line breaks', repeated('\n')],
	['byte order marks', repeated('\ufeff')],
	['lists that do not end', repeated('[')],
	['objects that do not end', repeated('{"a":')],
	['quotes', repeated('"')],
	['backslashes', repeated('\\')],
	['slashes', repeated('/')],
	['a path', repeated('/var/a')],
	['a Windows path', repeated('C:\\a')],
	['places where JSON could begin', repeated('>[')],
	['lines on which JSON could begin', repeated('\n{')],
	['words before a token', repeated('Bearer ')],
	['a token that does not end', `Bearer ${repeated('a')}`],
	['our own token', repeated(`${HIDDEN} `)],
	['one key in another', nested(100_000)],
	['lists in lists', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
	['a message of dots', JSON.stringify({ message: repeated('.') })],
	['a message of blanks', JSON.stringify({ message: repeated(' ') })],
	['a message of brackets', JSON.stringify({ message: repeated('<') })],
	['a message of paths', JSON.stringify({ message: repeated('/var/a') })],
	['a message of tokens', JSON.stringify({ message: repeated(`${HIDDEN} `) })],
	['a documented message of dots', JSON.stringify(refusal('x', repeated('.')))],
	['a code without end', JSON.stringify(refusal(repeated('x'), 'No'))],
	['very many fields', JSON.stringify({ errors: fields(100_000) })],
	['many fields', JSON.stringify({ errors: fields(9_000) })],
	['very many texts', JSON.stringify({ errors: Array.from({ length: 100_000 }, () => 'No.') })],
	['very many keys of a list', JSON.stringify({ ...Array.from({ length: 100_000 }, () => 1) })],
];

/** What every failure keeps to, whatever the answer was. */
function expectTold({ message, description, code = '' }: Failure): void {
	expect(message.length).toBeLessThan(1_400);
	expect(description.length).toBeLessThan(400);
	expect(code.length).toBeLessThanOrEqual(300);
	for (const text of [message, description, code]) expect(text).not.toMatch(/S3cr3t|l3ngth/);
}

describe.each(BODIES)('a body of a megabyte: %s', (_case, body) => {
	test.each([
		[400, 'refused'],
		[401, 'tokenRefused'],
		[403, 'forbidden'],
		[422, 'refused'],
		[500, 'unavailable'],
		[503, 'unavailable'],
	])('with status %i is judged by its status', (status, kind) => {
		const failure = failureOf(answer(status, body), READ, [HIDDEN]);
		expectTold(failure);
		// What is no JSON need not come from Desk360.
		expect([kind, 'unexpectedAnswer']).toContain(failure.kind);
	});

	test('with status 200 is no list', () => {
		const failure = failureOf(answer(200, body), READ, [HIDDEN]);
		expectTold(failure);
		expect(['unexpectedAnswer', 'refused']).toContain(failure.kind);
	});

	test('with status 500 leaves open whether a write happened', () => {
		const failure = failureOf(answer(500, body), WRITE, [HIDDEN]);
		expectTold(failure);
		expect(failure.kind).toBe('unknownOutcome');
	});
});

test('a list of a megabyte is read as any other', () => {
	const list = Array.from({ length: 10_000 }, (_, id) => ({ id, subject: 'x'.repeat(80) }));
	expect(readingOf(answer(200, list)).value).toHaveLength(10_000);
});

test('of very many fields the first are told, and how many there are besides', () => {
	const { message } = failureOf(answer(422, { message: 'Bad.', errors: fields(9_000) }));
	expect(message).toMatch(/: Bad; field0: No; field1: No; .*; field18: No; and 8981 more$/);
});
