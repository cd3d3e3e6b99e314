import { html, json, text } from './frameworkAnswers';
import type { FrameworkAnswer, Given } from './frameworkAnswers';
import { LOGS, MESSAGE, PRODUCTS, TICKET_DETAILS, TICKET_ROW } from './samples';

const ticket = (id: number, fields: object = {}) => ({ ...TICKET_ROW, id, ...fields });
const NOTICE =
	'<br />\n<b>Notice</b>:  Undefined index: x in <b>/var/www/a.php</b> on line <b>3</b><br />\n';
const LIST = JSON.stringify([ticket(7), ticket(9)]);
const IDS = [{ id: 7 }, { id: 9 }];
const accepted = (asked: 'create' | 'reply', hint: string): Given => ({
	gives: [{ accepted: true, ...(asked === 'reply' && { ticket_id: 42 }), product_id: 1 }],
	hints: [`Desk360 accepted the ${asked === 'reply' ? 'reply' : 'ticket'} `, hint],
});

export const SUCCESSES: FrameworkAnswer[] = [
	text(
		'nothing',
		'reply',
		204,
		'',
		accepted('reply', '(status 204) and answered without its data'),
	),
	html('nothing, as PHP sends it', 'reply', 201, '', accepted('reply', '(status 201)')),
	html('a word, as PHP sends it', 'create', 200, 'OK', accepted('create', 'and answered with OK')),
	json('a text', 'create', 200, 'Created', accepted('create', 'and answered with "Created"')),
	json('a yes', 'reply', 200, { success: true }, accepted('reply', 'with {"success":true}')),
	json(
		'a ticket in a wrapper',
		'create',
		201,
		{ data: ticket(812) },
		{ gives: [{ id: 812, product_id: 1 }] },
	),
	text('a notice before a ticket', 'create', 201, NOTICE + JSON.stringify(ticket(812)), {
		gives: [{ id: 812 }],
		hints: ['stood before the answer of Desk360: Notice: Undefined index: x in … on line 3'],
	}),
	json('a list with holes', 'list', 200, { 0: ticket(7), 2: ticket(9) }, { gives: IDS }),
	json('a list in a wrapper', 'list', 200, { data: [ticket(7), ticket(9)] }, { gives: IDS }),
	json(
		'a list with holes in a wrapper',
		'list',
		200,
		{ data: { 1: ticket(7), 3: ticket(9) } },
		{ gives: IDS },
	),
	json('an empty list', 'list', 200, [], { gives: [] }),
	text('a list behind byte order marks', 'list', 200, `\ufeff\ufeff${LIST}`, { gives: IDS }),
	text('a list behind blank lines', 'list', 200, `\n\n \t${LIST}\r\n`, { gives: IDS }),
	html('a list that is called HTML', 'list', 200, LIST, { gives: IDS }),
	text('a notice before a list', 'list', 200, NOTICE + LIST, {
		gives: IDS,
		hints: ['stood before the answer of Desk360: Notice: Undefined index: x in … on line 3'],
	}),
	text(
		'a notice in plain text',
		'list',
		200,
		`\nNotice: x [y] in C:\\web\\a.php on line 3\n${LIST}`,
		{
			gives: IDS,
			hints: ['stood before the answer of Desk360: Notice: x [y] in … on line 3'],
		},
	),
	text(
		'a warning after a list',
		'list',
		200,
		`${LIST}<br />\n<b>Warning</b>: y in /var/www/b.php`,
		{
			gives: IDS,
			hints: ['stood after the answer of Desk360: Warning: y in …'],
		},
	),
	json('rows that are none', 'list', 200, [null, ticket(7), 'x', ticket(9)], {
		gives: IDS,
		hints: ['2 rows of page 1 of the ticket list could not be read and are left out'],
	}),
	json('a row without a time', 'list', 200, [ticket(7, { created_at: null })], {
		gives: [{ id: 7, created_at: null }],
	}),
	json(
		'a next page in a Link with quotes and commas',
		'list',
		200,
		[ticket(7)],
		{
			gives: [{ id: 7 }],
			calls: 3,
		},
		{
			link: '<https://d.test/?page=1>; rel="first"; title="Page 1, of 3", <https://d.test/?a=1&amp;page=2>; title="a, b"; rel="next last"',
		},
	),
	json(
		'products with holes',
		'products',
		200,
		{ 1: PRODUCTS[0], 4: PRODUCTS[1] },
		{ gives: PRODUCTS },
	),
	json(
		'logs with holes',
		'logs',
		200,
		{ 1: LOGS[0], 3: LOGS[1] },
		{
			gives: [{ id: 1, ticket_id: 42, product_id: 1 }, { id: 2 }],
		},
	),
	json('logs, one of them without an ID', 'logs', 200, [LOGS[0], { new_status_id: 1 }], {
		gives: [{ id: 1 }, { ticket_id: 42, product_id: 1, new_status_id: 1 }],
		hints: ['1 row of the logs of ticket 42 has no ID'],
	}),
	json(
		'a ticket of PHP',
		'get',
		200,
		{ ...TICKET_DETAILS, settings: [], custom_fields: {}, messages: null },
		{
			gives: [{ id: 1, product_id: 1, settings: [], custom_fields: {}, messages: null }],
		},
	),
	json(
		'a ticket in a wrapper',
		'get',
		200,
		{ data: TICKET_DETAILS },
		{ gives: [{ id: 1, messages: [MESSAGE] }] },
	),
	json(
		'messages that are none',
		'get',
		200,
		{ ...TICKET_DETAILS, messages: { first: MESSAGE } },
		{
			gives: [{ id: 1 }],
			hints: ['The messages of ticket 1 could not be read'],
		},
	),
	json(
		'a ticket with IDs as text',
		'get',
		200,
		{ ...TICKET_DETAILS, id: '1', agent_id: '72' },
		{
			gives: [{ id: '1', agent_id: '72' }],
		},
	),
];
