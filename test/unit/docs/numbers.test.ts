import { describe, expect, test } from '@jest/globals';

import { PAGE_SIZE } from '../../../nodes/Desk360/api/paging';
import { READ_RETRIES } from '../../../nodes/Desk360/api/http/retry';
import { PRIORITY_OPTIONS, STATUS_OPTIONS } from '../../../nodes/Desk360/fields/codes';
import { MOST_TRIES } from '../../../nodes/Desk360/trigger/handle';
import { PATIENCE_MS } from '../../../nodes/Desk360/trigger/processMemory';
import { constantOf } from '../../support/docs/constants';
import { fileText } from '../../support/docs/pages';
import { fieldNamed, fieldsOf } from './shownNames';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const KILOBYTE = 1_000;

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** What a number in words or digits is; `a minute` is one. */
function numberIn(text: string): number {
	const word = ['a', 'an'].includes(text) ? 'one' : text.toLowerCase();
	if (word === 'twenty') return 20;
	return WORDS.includes(word) ? WORDS.indexOf(word) : Number(text.replaceAll(',', ''));
}

const { desk360, trigger } = fieldsOf();

function defaultOf(name: string): unknown {
	return fieldNamed(desk360, name)?.default ?? fieldNamed(trigger, name)?.default;
}

const parallel = fieldNamed(desk360, 'parallelRequests')?.typeOptions;
const run = 'trigger/run.ts';
const pollMs = constantOf(run, 'SHARE_OF_TIME') * constantOf(run, 'DEFAULT_POLL_MS');

/** What pages say in numbers, the numbers in braces, and what the code has. */
const SAID: Array<[page: string, sentence: string, ...numbers: unknown[]]> = [
	['README.md', 'A page of {20} tickets is one call', PAGE_SIZE],
	['README.md', '({120} seconds unless you change it)', defaultOf('maxRateLimitWait')],
	['README.md', 'After {15} minutes a failed execution', PATIENCE_MS / MINUTE],
	['operations', '1 for every {20} tickets', PAGE_SIZE],
	['operations', 'Limit is {50} unless you change it', defaultOf('limit')],
	[
		'operations',
		'{1} to {10}, {4} unless you change it',
		parallel?.minValue,
		parallel?.maxValue,
		defaultOf('parallelRequests'),
	],
	['operations', 'are spent: {120} unless you change it', defaultOf('maxRateLimitWait')],
	['trigger', 'hands over, {100} unless you change it', defaultOf('maxTicketsPerPoll')],
	['trigger', 'the first {five} products', constantOf('trigger/examples.ts', 'MOST_PRODUCTS')],
	[
		'trigger',
		'The list is read at most every {ten} minutes',
		constantOf('trigger/productList.ts', 'LISTED_AGAIN_MS') / MINUTE,
	],
	[
		'trigger',
		'with all products for {a} week',
		constantOf('trigger/productList.ts', 'FORGOTTEN_AFTER_MS') / (7 * DAY),
	],
	['trigger', 'A poll makes {100} calls at most', constantOf(run, 'MOST_CALLS')],
	['trigger', 'takes {three} minutes at most', pollMs / MINUTE],
	['trigger', 'one call in {twenty}', constantOf('trigger/watch.ts', 'CALLS_FOR_ONE_MORE')],
	['trigger', 'cannot be read in {five} polls', MOST_TRIES],
	['trigger', 'tells it once {a} day', constantOf('api/notices.ts', 'TOLD_AGAIN_MS') / DAY],
	['trigger', 'The state has {60} kB', constantOf('trigger/state.ts', 'MOST_BYTES') / KILOBYTE],
	[
		'trigger',
		'more than {an} hour newer',
		constantOf('trigger/nextState.ts', 'REMEMBERED_SECONDS') / 3_600,
	],
	[
		'trigger',
		'set back by {an} hour',
		constantOf('trigger/productList.ts', 'SET_BACK_SECONDS') / 3_600,
	],
	[
		'trigger',
		'in the last {two} minutes',
		constantOf('trigger/state.ts', 'SAVED_LATE_SECONDS') / 60,
	],
	[
		'trigger',
		'asks for if it does, up to {a} day',
		constantOf('api/rateLimit/headers.ts', 'LONGEST_WAIT_MS') / DAY,
	],
	['trigger', 'After {15} minutes, and once in', PATIENCE_MS / MINUTE],
	['rate-limits', 'seconds, {120} unless you change it', defaultOf('maxRateLimitWait')],
	[
		'rate-limits',
		'waited {5} seconds or more says so',
		constantOf('operations/run.ts', 'TOLD_WAIT_MS') / SECOND,
	],
	['rate-limits', 'Reads are repeated up to {four} times', READ_RETRIES],
	[
		'rate-limits',
		'no answer within {30} seconds',
		constantOf('api/client.ts', 'READ_TIMEOUT_MS') / SECOND,
	],
	[
		'rate-limits',
		'Writes wait up to {five} minutes',
		constantOf('api/client.ts', 'WRITE_TIMEOUT_MS') / MINUTE,
	],
	['rate-limits', '{20} tickets cost one call', PAGE_SIZE],
	[
		'rate-limits',
		'Up to {three} pages are read one by one',
		constantOf('api/lists/walk.ts', 'READ_ONE_BY_ONE'),
	],
	[
		'rate-limits',
		'lists show is kept for {a} minute',
		constantOf('methods/remembered.ts', 'REMEMBERED_MS') / MINUTE,
	],
	[
		'rate-limits',
		'platforms take {three} calls at most',
		constantOf('methods/latestTickets.ts', 'MOST_CALLS'),
	],
	['files', 'up to {five} redirects', constantOf('api/files/download.ts', 'MOST_REDIRECTS')],
	[
		'files',
		'no byte came for {a} minute',
		constantOf('api/files/silence.ts', 'LONGEST_SILENCE_MS') / MINUTE,
	],
	[
		'credentials',
		'not again for {a} minute. A corrected one',
		constantOf('api/auth/session.ts', 'REMEMBERED_MS') / MINUTE,
	],
	[
		'credentials',
		'is not sent again for {a} minute either',
		constantOf('api/auth/standing.ts', 'REMEMBERED_MS') / MINUTE,
	],
	['troubleshooting', 'A read was repeated up to {four} times', READ_RETRIES],
];

function textOf(page: string): string {
	const path = page.endsWith('.md') ? page : `docs/user/${page}.md`;
	return fileText(path).replace(/\*\*/g, '').replace(/\s+/g, ' ');
}

describe('the numbers of the documents', () => {
	test.each(SAID)('%s: %s', (page, sentence, ...numbers) => {
		expect(textOf(page)).toContain(sentence.replace(/[{}]/g, ''));
		const said = [...sentence.matchAll(/\{([\w,]+)\}/g)].map(([, number = '']) => numberIn(number));
		expect(said).toEqual(numbers);
	});

	test('name each status and priority with its number', () => {
		const rows = [
			...fileText('docs/user/operations.md').matchAll(/^\| (\d) +\| (\w+)\S* +\| (\w+)/gm),
		];
		expect(rows.map(([, number, status]) => ({ name: status, value: Number(number) }))).toEqual(
			STATUS_OPTIONS,
		);
		expect(rows.map(([, number, , name]) => ({ name, value: Number(number) }))).toEqual(
			PRIORITY_OPTIONS,
		);
	});
});
