import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { CancelledError } from '../../../../nodes/Desk360/api/common/wait';
import type { RateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import { CallQueue, CallsSpentError, queueOf } from '../../../../nodes/Desk360/api/rateLimit/queue';
import type { Turn, TurnRequest } from '../../../../nodes/Desk360/api/rateLimit/queue';

const NOW = Date.parse('2026-03-01T12:00:00Z');

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

/** Asks for turns and keeps what became of each. */
class Callers {
	readonly granted: string[] = [];

	readonly refused: Array<[string, Error]> = [];

	private turn?: Turn;

	constructor(readonly queue: CallQueue) {}

	/** Answers the call that went out last. */
	settle(report: RateReport, isRefused: boolean): void {
		if (!this.turn) throw new Error('No call went out');
		this.queue.settle(this.turn, report, isRefused);
	}

	ask(name: string, request: Partial<TurnRequest> = {}): void {
		void this.queue
			.turn({
				account: 'account',
				owner: name,
				urgent: false,
				deadline: Date.now() + 120_000,
				signals: [],
				...request,
			})
			.then(
				(turn) => {
					this.turn = turn;
					this.granted.push(name);
				},
				(reason: Error) => this.refused.push([name, reason]),
			);
	}
}

let callers: Callers;
beforeEach(() => {
	callers = new Callers(new CallQueue());
});

const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

/** Lets a first call go and answers it. */
async function begin(report: RateReport, isRefused = false): Promise<void> {
	callers.ask('first');
	await pass(0);
	callers.settle(report, isRefused);
}

describe('a host that says how many calls are left', () => {
	test('gets no more than these until the window ends, and then as many as it grants', async () => {
		await begin({ limit: 3, remaining: 2, resetInMs: 30_000 });
		for (const name of ['second', 'third', 'fourth']) callers.ask(name);
		for (const remaining of [1, 0]) {
			await pass(1_000);
			callers.settle({ limit: 3, remaining }, false);
		}
		await pass(27_000);
		expect(callers.granted).toEqual(['first', 'second', 'third']);
		await pass(1_500);
		expect(callers.granted).toEqual(['first', 'second', 'third', 'fourth']);
	});

	test('is not asked by several at once before its first answer says so', async () => {
		for (const name of ['first', 'second', 'third']) callers.ask(name);
		await pass(1_900);
		expect(callers.granted).toEqual(['first']);
		callers.settle({ limit: 100, remaining: 99, resetInMs: 60_000 }, false);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'second', 'third']);
	});
});

describe('a call that takes long', () => {
	const known: RateReport = { limit: 2, remaining: 1, resetInMs: 10_000 };

	test('holds up a waiting caller to the end of the window only', async () => {
		await begin(known);
		callers.ask('endless');
		callers.ask('patient');
		await pass(9_000);
		expect(callers.granted).toEqual(['first', 'endless']);
		await pass(1_500);
		expect(callers.granted).toEqual(['first', 'endless', 'patient']);
	});

	test('does not keep a caller waiting past its time', async () => {
		await begin(known);
		callers.ask('endless');
		callers.ask('hurried', { deadline: Date.now() + 5_000 });
		await pass(4_900);
		expect(callers.refused).toEqual([]);
		await pass(600);
		expect(callers.granted).toEqual(['first', 'endless']);
		expect(callers.refused).toEqual([['hurried', expect.any(CallsSpentError)]]);
	});

	test('does not send away one whose turn its answer may bring, whatever the patience', async () => {
		await begin(known);
		callers.ask('second');
		callers.ask('hurried', { deadline: Date.now() });
		await pass(1_000);
		callers.settle({ limit: 2, remaining: 1, resetInMs: 9_000 }, false);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'second', 'hurried']);
	});
});

describe('a host that refuses', () => {
	test('is left alone as long as it says, by everybody', async () => {
		await begin({ retryAfterMs: 26_000 }, true);
		callers.ask('second');
		callers.ask('urgent', { urgent: true });
		await pass(25_900);
		expect(callers.granted).toEqual(['first']);
		await pass(700);
		expect(callers.granted).toEqual(['first', 'urgent']);
		callers.settle({}, false);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'urgent', 'second']);
	});
});

describe('a caller', () => {
	test('whose time is up before the next call may go is told at once how long it would be', async () => {
		await begin({ retryAfterMs: 60_000 }, true);
		callers.ask('hurried', { deadline: Date.now() + 5_000 });
		await pass(0);
		expect(callers.refused).toEqual([['hurried', expect.any(CallsSpentError)]]);
		expect((callers.refused[0]?.[1] as CallsSpentError).retryAfterMs).toBe(60_000);
	});

	test('that is cancelled leaves the line', async () => {
		const controller = new AbortController();
		await begin({ retryAfterMs: 10_000 }, true);
		callers.ask('cancelled', { signals: [undefined, controller.signal] });
		callers.ask('patient');
		await pass(1_000);
		controller.abort();
		await pass(500);
		expect(callers.refused).toEqual([['cancelled', expect.any(CancelledError)]]);
		await pass(10_000);
		expect(callers.granted).toEqual(['first', 'patient']);
	});

	test('that is cancelled beforehand never stands in line', async () => {
		callers.ask('cancelled', { signals: [AbortSignal.abort()] });
		await pass(0);
		expect(callers.refused).toEqual([['cancelled', expect.any(CancelledError)]]);
	});

	test('takes turns with others, and a person in the editor goes first', async () => {
		await begin({ limit: 100, remaining: 0, resetInMs: 1_000 });
		for (const call of [1, 2, 3]) callers.ask(`bulk ${call}`, { owner: 'bulk' });
		callers.ask('other', { owner: 'other' });
		callers.ask('person', { owner: 'person', urgent: true });
		await pass(1_500);
		callers.settle({ limit: 100, remaining: 99, resetInMs: 60_000 }, false);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'person', 'bulk 1', 'other', 'bulk 2', 'bulk 3']);
	});
});

test('a host has one queue, and another host another', () => {
	expect(queueOf('api.desk360.com')).toBe(queueOf('api.desk360.com'));
	expect(queueOf('api.desk360.com')).not.toBe(queueOf('localhost:3600'));
});
