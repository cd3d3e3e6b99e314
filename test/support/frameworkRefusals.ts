import { DEBUG, html, json, nginx, text } from './frameworkAnswers';
import type { FrameworkAnswer, Told } from './frameworkAnswers';

const INVALID = 'The given data was invalid.';

const refused = (...says: string[]): Told => ({ kind: 'refused', says });

/** A definite no. */
export const REFUSALS: FrameworkAnswer[] = [
	json(
		'invalid fields',
		'create',
		422,
		{ message: INVALID, errors: { email: ['Not an email.'], reason_id: ['Unknown.', 'Not 9.'] } },
		refused('email: Not an email; reason_id: Unknown; reason_id: Not 9', 'Correct the value'),
	),
	json(
		'invalid fields alone',
		'create',
		422,
		{ errors: { name: ['Too long.'] } },
		refused('name: Too long'),
	),
	json(
		'invalid files of a list',
		'reply',
		422,
		{
			message: INVALID,
			errors: { 'attachments.0': ['Too large.'], 'attachments.2': ['No file.'] },
		},
		refused('attachments.0: Too large; attachments.2: No file'),
	),
	json('errors as a list', 'create', 422, { errors: ['One.', 'Two.'] }, refused('One; Two')),
	json(
		'errors as a list of objects',
		'create',
		422,
		{ errors: [{ field: 'email', message: 'Not an email.' }] },
		refused('field: email; message: Not an email'),
	),
	json(
		'the documented form with a list as message',
		'reply',
		400,
		{
			error: {
				code: 'failed_validation',
				message: ['Needed.', 'No text.'],
				doc_url: 'https://d.test',
			},
		},
		refused('Needed; No text', 'failed_validation', 'see https://d.test'),
	),
	json(
		'the documented form with an object as message',
		'reply',
		400,
		{ error: { code: 'failed_validation', message: { message: ['Needed.'] } } },
		refused('message: Needed'),
	),
	json(
		'a mere text as error',
		'reply',
		400,
		{ error: 'Closed.' },
		refused('accept a value: Closed'),
	),
	json(
		'a mere text as errors',
		'reply',
		422,
		{ errors: 'Closed.' },
		refused('accept a value: Closed'),
	),
	json(
		'a problem document',
		'create',
		422,
		{ type: 'about:blank', title: 'Unprocessable', status: 422, detail: 'No such reason.' },
		refused('No such reason; Unprocessable'),
		{ 'content-type': 'application/problem+json' },
	),
	json(
		'more invalid fields than anybody reads',
		'create',
		422,
		{ errors: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}`, ['No.']])) },
		refused('f0: No; f1: No', 'and 30 more'),
	),
	...['constructor', '__proto__', 'toString'].map((code) =>
		json(
			`a code such as ${code}`,
			'reply',
			400,
			{ error: { code, message: 'No.', doc_url: null } },
			refused('Desk360 did not accept a value: No', `Desk360 calls this ${code}`),
		),
	),
	text(
		'a notice of PHP before the refusal',
		'create',
		422,
		`<br />\n<b>Notice</b>: x in <b>/var/www/a.php</b> on line <b>3</b><br />\n${JSON.stringify({ message: INVALID, errors: { email: ['No.'] } })}`,
		refused('email: No'),
	),
	text('no words at all', 'create', 422, '', refused('Desk360 did not accept a value')),
	text(
		'more brackets than JSON has',
		'reply',
		400,
		'['.repeat(200_000),
		refused('more than n8n can read'),
	),

	json(
		'an unknown token',
		'products',
		401,
		{ message: 'Unauthenticated.' },
		{ kind: 'tokenRefused', says: ['this API token: Unauthenticated', 'Create a token'] },
	),
	html(
		'a web server that asks for a password',
		'products',
		401,
		nginx('401 Authorization Required'),
		{ kind: 'unexpectedAnswer', says: ['401 Authorization Required', 'proxy or firewall'] },
	),
	json(
		'an account that may not',
		'reply',
		403,
		{ message: 'This action is unauthorized.' },
		{ kind: 'forbidden', says: ['in product 1: This action is unauthorized', 'administrator'] },
	),
	json(
		'a no without words',
		'reply',
		403,
		{ message: '' },
		{ kind: 'forbidden', says: ['may not do that'] },
	),
	json(
		'a form that expired',
		'reply',
		419,
		{ message: 'CSRF token mismatch.' },
		refused('CSRF token mismatch'),
	),
	json(
		'a record that there is not, with debug',
		'get',
		404,
		{ message: 'No query results for model [App\\Ticket] 42', ...DEBUG },
		{ kind: 'notFound', says: ['Desk360 found no ticket 42 in product 1', 'another product'] },
	),
	json(
		'an unknown address',
		'list',
		404,
		{ message: '', ...DEBUG },
		{ kind: 'notFound', says: ['no product 1'] },
	),
	html('a page that there is not', 'list', 404, nginx('404 Not Found'), {
		kind: 'unexpectedAnswer',
		says: ['404 Not Found', 'Check the base URL'],
	}),
	json(
		'another method',
		'reply',
		405,
		{
			message: 'The POST method is not supported for this route. Supported methods: GET.',
			...DEBUG,
		},
		refused('Supported methods: GET', 'base URL'),
	),
	...[
		html(
			'a file too large for the web server',
			'reply',
			413,
			nginx('413 Request Entity Too Large'),
			refused(),
		),
		json('a file too large for PHP', 'reply', 413, { message: '', ...DEBUG }, refused()),
		text('a file too large, in words', 'create', 413, 'Request Entity Too Large', refused()),
	].map((one) => ({ ...one, means: refused('too large for Desk360', 'Nothing was done') })),
];
