import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { emailPartValue, emailValue } from '../../../../nodes/Desk360/fields/values';
import { HOSTILE, said, timeOf } from './said';

const JANE = 'jane@example.com';

/** What mail nodes of n8n give for a sender. */
const SENDER = {
	value: [{ address: JANE, name: 'Jane' }],
	html: '<a>Jane</a>',
	text: `Jane <${JANE}>`,
};

const LINES = [
	'Jane Roe <jane@example.com>',
	'"Roe, Jane" <jane@example.com>',
	'"jane@work (old)" <jane@example.com>',
	'"a \\" b" <jane@example.com>',
	'Roe, Jane <jane@example.com>',
	'jane@example.com <jane@example.com>',
	"'Jane@Example.com' <jane@example.com>",
	'<jane@example.com>',
	' < jane@example.com > ',
	'mailto:jane@example.com',
	'MAILTO:jane@example.com?subject=Hello%20you&cc=',
	'Jane <mailto:jane@example.com>',
	'"jane@example.com"',
	"'jane@example.com'",
	'jane\u200B@example.com',
	'\uFEFFjane@exam\u00ADple.com\u200E',
	'\u202Ajane@example.com\u202C',
	'Jane\u00A0Roe <jane@example.com\u2060>',
];

describe('an email', () => {
	test.each([
		'a@b.co',
		' jane.roe+tag@mail.example.com ',
		"o'neil@example.com",
		'jané@exämple.com',
		'a@localhost',
		'what?not@example.com',
		'100%@example.com',
	])('%p can be one', (value) => {
		expect(said(emailValue, value)).toBe(value.trim());
	});

	test.each(LINES)('is taken from %p', (line) => {
		expect(said(emailValue, line)).toBe(JANE);
	});

	test('is decoded in a link', () => {
		expect(said(emailValue, 'mailto:jane%2Btag@example.com')).toBe('jane+tag@example.com');
		expect(said(emailValue, 'mailto:100%@example.com')).toBe('100%@example.com');
	});

	test.each([
		[SENDER],
		[[SENDER]],
		[SENDER.value],
		[{ address: JANE }],
		[{ email: JANE, name: 'Jane' }],
		[{ emailAddress: { name: 'Jane', address: JANE } }],
		[{ address: `Jane <${JANE}>` }],
		[[JANE]],
	])('is taken from %j', (value) => {
		expect(said(emailValue, value)).toBe(JANE);
	});

	test.each([
		'jane',
		'@b.co',
		'a@',
		'a@@b.co',
		'a b@c.co',
		'a@b..co',
		'.a@b.co',
		'a.@b.co',
		'a@.co',
		'a@b.co.',
		'a@b.co,',
		'Jane <jane>',
		'Jane <jane@b.co> (work)',
		'Jane jane@b.co',
		'Jane <jane@b.co',
	])('%p cannot be one', (value) => {
		expect(said(emailValue, value)).toMatch(/^Field ".*" cannot be an email address$/);
	});

	test.each([
		['a@b.co, c@d.co'],
		['a@b.co;c@d.co'],
		['a@b.co c@d.co'],
		['a@b.co\nc@d.co'],
		['Jane <a@b.co>, Bob <c@d.co>'],
		['a@b.co, Bob <c@d.co>'],
		['a@b.co <c@d.co>'],
		['a@b.co (c@d.co)'],
		['mailto:a@b.co,c@d.co'],
		[['a@b.co', 'c@d.co']],
		[{ value: [{ address: 'a@b.co' }, { address: 'c@d.co' }] }],
	])('%j is refused as several', (value) => {
		expect(said(emailValue, value)).toBe('Field names more than one address');
		expect(said(emailPartValue, value)).toBe('Field names more than one address');
	});

	test.each([
		['', 'Field is empty'],
		['\u200B', 'Field is empty'],
		[[], 'Field is empty'],
		[{ value: [{ address: '' }] }, 'Field is not text'],
		[{ value: [] }, 'Field is empty'],
		[{ name: 'Jane' }, 'Field is not text'],
		[{ value: { value: { value: { value: { value: { value: JANE } } } } } }, 'Field is not text'],
		[`${'x'.repeat(1_000)}@b.co`, `Field "${'x'.repeat(60)}…" cannot be an email address`],
	])('%j is refused', (value, message) => {
		expect(said(emailValue, value)).toBe(message);
	});

	test('that is one by the rules of the web is taken, alone and with a name', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (email) => {
				fc.pre(!/[",:;<>]/.test(email));
				expect(emailValue(email, 'Field')).toBe(email);
				expect(emailValue(`Jane "J." Roe <${email}>`, 'Field')).toBe(email);
			}),
		);
	});
});

describe('an email to search for', () => {
	test.each(LINES)('is taken from %p', (line) => {
		expect(said(emailPartValue, line)).toBe(JANE);
	});

	test.each([
		['jane', 'jane'],
		[' example.com\u200B', 'example.com'],
		['@example.com', '@example.com'],
		['jane@', 'jane@'],
		['jane@example', 'jane@example'],
		['Jane <jane@>', 'jane@'],
		[SENDER, JANE],
		[7, '7'],
	])('may be a part of one: %j', (value, part) => {
		expect(said(emailPartValue, value)).toBe(part);
	});

	test.each(['Jane jane@b.co', 'Jane <jane@b.co> x', 'a@b.co,', '"a@b.co'])(
		'%p is refused, for no address contains it',
		(value) => {
			expect(said(emailPartValue, value)).toBe(`Field "${value}" cannot be an email address`);
		},
	);
});

test('emails of 200 kB are judged at once', () => {
	for (const check of [emailValue, emailPartValue]) {
		for (const text of HOSTILE) expect(timeOf(check, text)).toBeLessThan(1_000);
	}
});
