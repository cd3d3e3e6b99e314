import { describe, expect, test } from '@jest/globals';

import type { Attachments, LogEntry, Message } from '../../../nodes/Desk360/api/types';
import { UNTOUCHED, simplifier } from '../../../nodes/Desk360/fields/simplify';
import { LOGS, MESSAGE, TICKET_DETAILS, TICKET_ROW } from '../../support/samples';

const WITHOUT_ZONE = simplifier({});
const IN_ISTANBUL = simplifier({ timeZone: 'Europe/Istanbul' });
const [ENTRY] = LOGS as [LogEntry, LogEntry];

/** A message with these attachments. */
const messageWith = (attachments: unknown): Message => ({
	...MESSAGE,
	attachments: attachments as Attachments,
});

/** The files of a simplified message with these attachments. */
const filesOf = (attachments: unknown) =>
	WITHOUT_ZONE.message(messageWith(attachments)).attachments;

describe('a simplified ticket', () => {
	test('of the list has eleven fields, and labels instead of codes', () => {
		expect(Object.entries(WITHOUT_ZONE.ticket(TICKET_ROW))).toEqual([
			['id', 1],
			['subject', null],
			['name', 'John Doe'],
			['email', 'mail@mail.com'],
			['status', 'Resolved'],
			['priority', 'Medium'],
			['reason_id', 2],
			['agent_id', 4],
			['last_message', 'Hello World!'],
			['created_at', '2020-04-02 11:19:26'],
			['updated_at', '2021-01-17 15:58:41'],
		]);
	});

	test('with its messages has eleven fields, and simplified messages', () => {
		const ticket = WITHOUT_ZONE.ticket(TICKET_DETAILS);
		expect(Object.keys(ticket)).toHaveLength(11);
		expect(ticket).toMatchObject({ reason_id: 5, messages: [WITHOUT_ZONE.message(MESSAGE)] });
	});

	test.each([
		['are null', null],
		['are missing', undefined],
		['are a word', 'none'],
	])('whose messages %s has none', (_case, messages) => {
		const ticket = { ...TICKET_DETAILS, messages: messages as unknown as Message[] };
		expect(WITHOUT_ZONE.ticket(ticket).messages).toEqual([]);
	});

	test('has no field that Desk360 did not give', () => {
		expect(WITHOUT_ZONE.ticket({ id: 5 } as typeof TICKET_ROW)).toStrictEqual({ id: 5 });
	});

	test('has moments where the credential names a zone', () => {
		expect(IN_ISTANBUL.ticket(TICKET_DETAILS)).toMatchObject({
			created_at: '2020-04-02T11:19:26+03:00',
			updated_at: '2021-01-17T15:58:41+03:00',
			messages: [{ at: '2021-01-18T10:41:26+03:00' }],
		});
	});

	test.each([
		[1, 'Resolved'],
		['1', 'Resolved'],
		[7, 7],
		['open', 'open'],
		[null, null],
		['', ''],
		[undefined, undefined],
	])('shows status %p as %p', (status, shown) => {
		const ticket = { ...TICKET_ROW, status: status as number };
		expect(WITHOUT_ZONE.ticket(ticket).status).toBe(shown);
	});

	test('leaves the ticket itself as it is', () => {
		const ticket = structuredClone(TICKET_DETAILS);
		IN_ISTANBUL.ticket(ticket);
		expect(ticket).toEqual(TICKET_DETAILS);
	});
});

describe('a simplified message', () => {
	test('has five fields', () => {
		expect(Object.entries(WITHOUT_ZONE.message(MESSAGE))).toEqual([
			['id', 747],
			['text', 'Hello World!'],
			['agent_id', 74],
			['attachments', []],
			['at', '2021-01-18 10:41:26'],
		]);
	});

	test('has its files in one list, bucket by bucket', () => {
		const attachments = {
			others: [{ url: 'https://f.test/4.zip', name: 'all.zip', type: 'other' }],
			files: [{ url: 'https://f.test/3', name: 'Rechnung.pdf', type: 'file' }],
			videos: ['https://f.test/2.mp4'],
			images: [{ url: 'https://f.test/1?sig=a%2Bb', name: 'Ekran görüntüsü 1.png', type: 'image' }],
		};
		expect(filesOf(attachments)).toStrictEqual([
			{ name: 'Ekran görüntüsü 1.png', url: 'https://f.test/1?sig=a%2Bb' },
			{ name: '2.mp4', url: 'https://f.test/2.mp4' },
			{ name: 'Rechnung.pdf', url: 'https://f.test/3' },
			{ name: 'all.zip', url: 'https://f.test/4.zip' },
		]);
	});

	test.each([
		[undefined, 'https://api.desk360.com/files/1.png'],
		['http://localhost:3600/v1', 'http://localhost:3600/files/1.png'],
	])('has whole addresses where Desk360 gives parts (base URL %p)', (baseUrl, url) => {
		const message = messageWith({ images: ['/files/1.png'] });
		expect(simplifier({ baseUrl }).message(message).attachments).toEqual([{ name: '1.png', url }]);
	});

	test.each<[unknown, Array<{ name: string | null; url: string | null }>]>([
		[undefined, []],
		[null, []],
		['none', []],
		[0, []],
		[[], []],
		[{ images: null, videos: '', files: false, others: {} }, []],
		[{ files: { '1': 'https://f.test/1.txt' } }, [{ name: '1.txt', url: 'https://f.test/1.txt' }]],
		[['https://f.test/1.txt'], [{ name: '1.txt', url: 'https://f.test/1.txt' }]],
		[{ files: ['https://f.test/'] }, [{ name: 'f.test', url: 'https://f.test/' }]],
		[{ files: [{ name: 'a.pdf' }] }, [{ name: 'a.pdf', url: null }]],
		[{ files: ['https://'] }, [{ name: null, url: null }]],
		[{ files: [null, 7, {}, []] }, Array(4).fill({ name: null, url: null })],
		[{ files: [{ url: {}, name: [] }] }, [{ name: null, url: null }]],
		[
			{ files: [{ url: 'https://f.test/1', name: '../../etc/passwd' }] },
			[{ name: 'etc_passwd', url: 'https://f.test/1' }],
		],
	])('takes attachments as odd as %j', (attachments, files) => {
		expect(filesOf(attachments)).toStrictEqual(files);
	});

	test('has no field that Desk360 did not give, but its list of files', () => {
		expect(IN_ISTANBUL.message({ id: 7 } as Message)).toStrictEqual({ id: 7, attachments: [] });
	});
});

describe('a simplified log entry', () => {
	test('has six fields, and labels where one is known', () => {
		expect(Object.entries(IN_ISTANBUL.logEntry(ENTRY))).toEqual([
			['id', 1],
			['from', 'Unresolved'],
			['to', 'Waiting'],
			['agent_id', 1],
			['reason_id', 5],
			['at', '2020-04-02T12:15:00+03:00'],
		]);
		const odd = { ...ENTRY, old_status_id: null, new_status_id: 42 };
		expect(WITHOUT_ZONE.logEntry(odd)).toMatchObject({ from: null, to: 42 });
	});

	test('is what the trigger tells of a change', () => {
		expect(IN_ISTANBUL.change(ENTRY)).toEqual(IN_ISTANBUL.logEntry(ENTRY));
	});
});

describe('without simplification', () => {
	test("tickets, messages and log entries are the service's own", () => {
		expect(UNTOUCHED.ticket(TICKET_DETAILS)).toBe(TICKET_DETAILS);
		expect(UNTOUCHED.message(MESSAGE)).toBe(MESSAGE);
		expect(UNTOUCHED.logEntry(ENTRY)).toBe(ENTRY);
	});

	test('a change is told with numbers and the stamp as it is', () => {
		expect(UNTOUCHED.change(ENTRY)).toEqual({
			id: 1,
			from: 0,
			to: 2,
			agent_id: 1,
			reason_id: 5,
			at: '2020-04-02 12:15:00',
		});
	});
});

test('a zone that there is not is refused before anything is simplified', () => {
	expect(() => simplifier({ timeZone: 'Europe/Nowhere' })).toThrow(
		'The time zone "Europe/Nowhere" of the Desk360 credential is not known',
	);
});
