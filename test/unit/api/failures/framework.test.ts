import { describe, expect, test } from '@jest/globals';

import { attachedTo } from '../../../../nodes/Desk360/api/files/links';
import { pageLinks } from '../../../../nodes/Desk360/api/link';
import { messagesOf, readRecord } from '../../../../nodes/Desk360/api/shapes';
import type { TicketDetails } from '../../../../nodes/Desk360/api/types';
import { LOGS, MESSAGE, TICKET_DETAILS, TICKET_ROW } from '../../../support/samples';
import { READ, WRITE, answer, failureOf, readingOf, refusal } from './judged';

const ticket = (id: number) => ({ ...TICKET_ROW, id });

const INVALID = {
	message: 'The given data was invalid.',
	errors: {
		email: ['The email must be a valid email address.'],
		reason_id: ['The selected reason id is invalid.'],
	},
};

const DEBUG = {
	message: 'No query results for model [App\\Ticket] 42',
	exception: 'Symfony\\Component\\HttpKernel\\Exception\\NotFoundHttpException',
	file: '/var/www/x.php',
	line: 387,
	trace: [{ file: '/var/www/y.php', function: 'handle' }],
};

const NGINX_413 =
	'<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n</body>\r\n</html>';

const WAIT = { 'retry-after': '600' };

describe('what the framework refuses', () => {
	test.each([
		[
			'invalid values',
			answer(422, INVALID),
			WRITE,
			'refused',
			'Desk360 did not accept a value: The given data was invalid; email: The email must be a valid email address; reason_id: The selected reason id is invalid',
		],
		[
			'invalid values without a message',
			answer(422, { errors: { description: ['The description field is required.'] } }),
			WRITE,
			'refused',
			'Desk360 did not accept a value: description: The description field is required',
		],
		[
			'the documented form with a list',
			answer(400, refusal('failed_validation', ['It is required.', 'It must be a string.'])),
			WRITE,
			'refused',
			'Desk360 did not accept a value: It is required; It must be a string',
		],
		[
			'an unknown token',
			answer(401, { message: 'Unauthenticated.' }),
			READ,
			'tokenRefused',
			'Desk360 does not know this API token: Unauthenticated',
		],
		[
			'what is not allowed',
			answer(403, { message: 'This action is unauthorized.' }),
			WRITE,
			'forbidden',
			'This Desk360 account may not do that: This action is unauthorized',
		],
		[
			'an unknown record',
			answer(404, DEBUG),
			READ,
			'notFound',
			'Desk360 found no ticket 12 in product 1',
		],
		[
			'an unknown address',
			answer(404, { message: '' }),
			WRITE,
			'notFound',
			'Desk360 found no ticket 12 in product 1',
		],
		[
			'another method',
			answer(405, { message: 'The GET method is not supported for this route.' }),
			READ,
			'refused',
			'Desk360 does not offer this request at this address: The GET method is not supported for this route',
		],
		[
			'too many calls',
			answer(429, { message: 'Too Many Attempts.' }, { 'retry-after': '38' }),
			READ,
			'rateLimited',
			'The calls that Desk360 grants per minute are spent',
		],
		[
			'too large a file',
			answer(413, NGINX_413, { 'content-type': 'text/html' }),
			WRITE,
			'refused',
			'The files or the text are too large for Desk360',
		],
		[
			'a read in maintenance',
			answer(503, { message: 'Service Unavailable' }, WAIT),
			READ,
			'unavailable',
			'Desk360 could not handle the request: Service Unavailable',
		],
		[
			'a write in maintenance',
			answer(503, { message: 'Service Unavailable' }, WAIT),
			WRITE,
			'unknownOutcome',
			'Desk360 could not handle the request (Service Unavailable), so it is not known whether the reply was made',
		],
		[
			'a read that broke',
			answer(500, { message: 'Server Error' }),
			READ,
			'unavailable',
			'Desk360 could not handle the request: Server Error',
		],
	])('%s', (_case, raw, question, kind, message) => {
		const failure = failureOf(raw, question);
		expect(failure).toMatchObject({ kind, message, httpCode: raw.status });
		const told = JSON.stringify(failure);
		for (const hidden of ['/var/www', 'Symfony', 'trace', 'handle"'])
			expect(told).not.toContain(hidden);
	});

	test('in maintenance is told with how long it takes', () => {
		const raw = answer(503, { message: 'Service Unavailable' }, WAIT);
		expect(failureOf(raw)).toMatchObject({
			description: expect.stringMatching(/Desk360 asks to wait 10 minutes$/),
			retryAfterMs: 600_000,
		});
	});
});

describe('what the framework answers', () => {
	const notice = '<br />\n<b>Notice</b>:  x in <b>/var/www/a.php</b> on line <b>3</b><br />\n';

	test.each<[string, string, number[], string[]]>([
		['a list with holes', JSON.stringify({ '0': ticket(7), '2': ticket(9) }), [7, 9], []],
		['a list behind two byte order marks', `\ufeff\ufeff${JSON.stringify([ticket(7)])}`, [7], []],
		[
			'a list behind a notice of PHP',
			notice + JSON.stringify([ticket(7)]),
			[7],
			['Something stood before the answer of Desk360: Notice: x in … on line 3'],
		],
	])('%s is a list', (_case, body, ids, notes) => {
		const reading = readingOf(answer(200, body));
		expect(reading).toMatchObject({ value: ids.map((id) => ({ id })), notes });
	});

	test('logs of which one has no ID are all there, and that is told', () => {
		const [first, second] = LOGS;
		const reading = readingOf(answer(200, [first, { ...second, id: undefined }]));
		expect(reading.value).toHaveLength(2);
		expect(reading.notes).toEqual(['1 row of the list has no ID']);
	});

	test('a ticket without messages, whose settings are an empty list, is a ticket', () => {
		const body = { ...TICKET_DETAILS, settings: [], custom_fields: {}, messages: null };
		const reading = readRecord<TicketDetails>(body);
		expect(reading?.value).toEqual(body);
		expect(messagesOf(body as unknown as TicketDetails)).toEqual({ value: [], notes: [] });
	});

	test('files come to the byte, with their names as they are', () => {
		const url = 'https://files.example.com/u/4f%20a.png?X-Amz-Signature=ab%2Bcd';
		const attachments = {
			images: [{ url, name: 'Ekran görüntüsü 1.png', type: 'image' }],
			videos: [],
			files: {
				'1': { url: 'https://files.example.com/u/9.pdf', name: 'fatura.pdf', type: 'file' },
			},
			others: [],
		};
		const message = {
			...MESSAGE,
			attachments: attachments as unknown as typeof MESSAGE.attachments,
		};
		const { links, withoutAddress } = attachedTo([message], new URL('https://api.desk360.com/v1'));
		expect(links.map((link) => [link.url.href, link.name, link.mediaType])).toEqual([
			[url, 'Ekran görüntüsü 1.png', undefined],
			['https://files.example.com/u/9.pdf', 'fatura.pdf', undefined],
		]);
		expect(withoutAddress).toEqual([]);
	});

	test('the next page stands in a link with quotes and commas', () => {
		const link =
			'<https://api.desk360.com/v1/products/1/tickets?page=1>; rel="first"; title="Page 1, of 3", <https://api.desk360.com/v1/products/1/tickets?page=2>; title="a, b"; rel="next last"';
		expect(pageLinks(link)).toEqual({ nextPage: 2, lastPage: 2 });
	});
});
