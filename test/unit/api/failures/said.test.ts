import { describe, expect, test } from '@jest/globals';

import {
	deniesSuccess,
	isOfFramework,
	isRefusal,
	saidBy,
} from '../../../../nodes/Desk360/api/failures/said';
import { READ, WRITE, answer, failureOf, refusal } from './judged';

const message = (body: unknown) => saidBy(body, [])?.message;

describe('the words of a refusal', () => {
	test('are the code, the message and the link of the documented form', () => {
		expect(saidBy(refusal('failed_validation', 'The status is required.'), [])).toEqual({
			code: 'failed_validation',
			message: 'The status is required',
			docUrl: 'https://docs.desk360.com/api',
		});
	});

	test.each<[string, unknown, string]>([
		[
			'message and errors of the framework',
			{
				message: 'The given data was invalid.',
				errors: { email: ['Not an email.'], reason_id: ['x'] },
			},
			'The given data was invalid; email: Not an email; reason_id: x',
		],
		[
			'errors alone',
			{ errors: { description: ['The description field is required.'] } },
			'description: The description field is required',
		],
		['several texts of one field', { errors: { a: ['One.', 'Two.'] } }, 'a: One; a: Two'],
		['one text of a field', { errors: { a: 'One.' } }, 'a: One'],
		['a list of texts', { errors: ['One.', 'Two.'] }, 'One; Two'],
		['a list with holes', { errors: { '0': 'One.', '2': 'Two.' } }, 'One; Two'],
		['a field of a field', { errors: { files: { size: ['Too large.'] } } }, 'size: Too large'],
		['a message that is a list', refusal('x', ['One.', 'Two.']), 'One; Two'],
		['a message that is an object', refusal('x', { email: ['No.'] }), 'email: No'],
		[
			'errors beside the documented message',
			{ error: { message: 'No', errors: { a: ['b'] } } },
			'No; a: b',
		],
		['an error that is a text', { error: 'Unauthenticated.' }, 'Unauthenticated'],
		['an error that is a list', { error: ['One', 'Two'] }, 'One; Two'],
		['a detail', { title: 'Bad', detail: 'Very bad.' }, 'Very bad; Bad'],
		['a number', { message: 42 }, '42'],
		['the same text twice', { message: 'No.', errors: ['No.', 'No'] }, 'No'],
		['text between blanks', { message: ' \n No. \n' }, 'No'],
		['several periods', { message: 'No...' }, 'No'],
	])('are read from %s', (_case, body, words) => {
		expect(message(body)).toBe(words);
	});

	test.each([
		[{}],
		[{ message: '' }],
		[{ message: null, errors: [] }],
		[{ message: true }],
		[{ error: {} }],
		[{ exception: 'E', file: '/var/www/x.php', line: 3, trace: ['x'] }],
		[{ errors: { a: { b: { c: { d: 'too deep' } } } } }],
		[[]],
		['No'],
		[null],
		[undefined],
	])('are none in %j', (body) => {
		expect(saidBy(body, [])).toBeUndefined();
	});

	test('do not hold what a debug answer tells besides', () => {
		const body = {
			message: 'No query results for model [App\\Ticket] 42',
			exception: 'Symfony\\Component\\HttpKernel\\Exception\\NotFoundHttpException',
			file: '/var/www/html/x.php',
			line: 387,
			trace: [{ file: '/var/www/html/y.php' }],
		};
		expect(message(body)).toBe('No query results for model [App\\Ticket] 42');
	});

	test('do not hold paths of the machine of the service', () => {
		const words = message({ message: 'file_put_contents(/var/www/html/a/b.log): failed at 1/2' });
		expect(words).toBe('file_put_contents(…): failed at 1/2');
	});

	test('are cut where they are long, each and together', () => {
		expect(message({ message: 'x'.repeat(301) })).toBe(`${'x'.repeat(300)}…`);
		const errors = Array.from({ length: 20 }, (_, index) => `${index} ${'x'.repeat(200)}`);
		expect(message({ errors })).toHaveLength(1_001);
	});

	test('are twenty at most, with the number of the others', () => {
		const named = (count: number) =>
			Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, ['No.']]));
		expect(message({ errors: named(20) })).toMatch(/; f19: No$/);
		expect(message({ errors: named(21) })).toMatch(/; f19: No; and 1 more$/);
		expect(message({ message: 'Bad.', errors: named(50) })).toMatch(/; f18: No; and 31 more$/);
	});
});

describe('every text of a refusal is told in one sentence', () => {
	const body = {
		message: 'The given data was invalid.',
		errors: { email: ['The email must be valid.'], reason_id: ['It is invalid.'] },
	};

	test.each([
		[422, WRITE, 'refused', 'Desk360 did not accept a value'],
		[400, WRITE, 'refused', 'Desk360 did not accept a value'],
		[401, READ, 'tokenRefused', 'Desk360 does not know this API token'],
		[403, WRITE, 'forbidden', 'This Desk360 account may not do that'],
		[503, READ, 'unavailable', 'Desk360 could not handle the request'],
	])('with status %i', (status, question, kind, beginning) => {
		expect(failureOf(answer(status, body), question)).toMatchObject({
			kind,
			message: `${beginning}: The given data was invalid; email: The email must be valid; reason_id: It is invalid`,
		});
	});

	test('also of a write that may have happened', () => {
		expect(failureOf(answer(500, { message: 'Server Error' }), WRITE).message).toBe(
			'Desk360 could not handle the request (Server Error), so it is not known whether the reply was made',
		);
	});
});

test.each([
	[{ error: { code: 'x' } }, true],
	[{ error: { message: 'No' } }, true],
	[{ error: {} }, false],
	[{ error: [] }, false],
	[{ error: 'No' }, false],
	[{ message: 'No' }, false],
	[[], false],
	[null, false],
])('%j has the documented form of a refusal: %p', (body, is) => {
	expect(isRefusal(body)).toBe(is);
});

test.each([
	[{ message: '' }, true],
	[{ message: 'No' }, true],
	[{ error: 'No' }, false],
	[[], false],
])('%j has the form of the framework: %p', (body, is) => {
	expect(isOfFramework(body)).toBe(is);
});

test.each([
	[{ success: false }, true],
	[{ ok: false }, true],
	[{ status: false }, true],
	[{ status: 'error' }, true],
	[{ status: 'FAILED', data: {} }, true],
	[{ error: 'No' }, true],
	[{ error: true }, true],
	[{ errors: { email: ['No'] } }, true],
	[{ errors: ['No'] }, true],
	[{ success: true }, false],
	[{ status: 1 }, false],
	[{ status: 'ok' }, false],
	[{ error: null, errors: [] }, false],
	[{ error: false, errors: {} }, false],
	[{ error: '' }, false],
	[{}, false],
	[[false], false],
	['error', false],
	[undefined, false],
])('%j says itself that nothing came of it: %p', (body, is) => {
	expect(deniesSuccess(body)).toBe(is);
});
