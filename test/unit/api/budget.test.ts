import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import {
	Budget,
	BudgetSpentError,
	budgetOf,
	type TurnRequest,
} from '../../../nodes/Desk360/api/budget';
import type { RateReport } from '../../../nodes/Desk360/api/rateHeaders';
import { CancelledError } from '../../../nodes/Desk360/api/wait';

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

	private window = 0;

	constructor(readonly budget: Budget) {}

	settle(...told: [report: RateReport, refused: boolean]): void {
		this.budget.settle(this.window, ...told);
	}

	ask(name: string, request: Partial<TurnRequest> = {}): void {
		void this.budget
			.turn({ owner: name, urgent: false, deadline: Date.now() + 120_000, ...request })
			.then(
				(window) => {
					this.window = window;
					this.granted.push(name);
				},
				(reason: Error) => this.refused.push([name, reason]),
			);
	}
}

let budget: Budget;
let callers: Callers;
beforeEach(() => {
	budget = new Budget();
	callers = new Callers(budget);
});

const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

describe('a host whose limit is not known', () => {
	test('gets every call at once', async () => {
		for (let call = 0; call < 50; call++) callers.ask(`call ${call}`);
		await pass(0);
		expect(callers.granted).toHaveLength(50);
	});
});

describe('a host that says how many calls are left', () => {
	test('gets no more than these until the window ends', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle({ limit: 3, remaining: 2, resetInMs: 30_000 }, false);

		for (const name of ['second', 'third', 'fourth']) callers.ask(name);
		await pass(29_000);
		expect(callers.granted).toEqual(['first', 'second', 'third']);
		callers.settle({ limit: 3, remaining: 1, resetInMs: 1_000 }, false);
		callers.settle({ limit: 3, remaining: 0, resetInMs: 1_000 }, false);
		await pass(500);
		expect(callers.granted).toHaveLength(3);
		await pass(1_500);
		expect(callers.granted).toEqual(['first', 'second', 'third', 'fourth']);
	});

	test('has a window of a minute from the first call when it names no end', async () => {
		callers.ask('first');
		await pass(10_000);
		callers.settle({ limit: 1, remaining: 0 }, false);
		callers.ask('second');
		await pass(49_000);
		expect(callers.granted).toEqual(['first']);
		await pass(2_000);
		expect(callers.granted).toEqual(['first', 'second']);
	});

	test('may be asked again as far as its limit goes once the window is over', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle({ limit: 2, remaining: 0, resetInMs: 10_000 }, false);
		await pass(10_000);
		for (const name of ['second', 'third', 'fourth']) callers.ask(name);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'second', 'third']);
	});

	test('a call under way counts as not yet counted', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle({ limit: 10, remaining: 1, resetInMs: 30_000 }, false);
		callers.ask('second');
		callers.ask('third');
		await pass(1_000);
		expect(callers.granted).toEqual(['first', 'second']);
		callers.settle({ limit: 10, remaining: 1, resetInMs: 29_000 }, false);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'second', 'third']);
	});
});

describe('calls that take long', () => {
	const known: RateReport = { limit: 2, remaining: 1, resetInMs: 10_000 };

	test('hold up a waiting caller to the end of the window only', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle(known, false);
		callers.ask('endless');
		callers.ask('patient');
		await pass(9_000);
		expect(callers.granted).toEqual(['first', 'endless']);
		await pass(1_500);
		expect(callers.granted).toEqual(['first', 'endless', 'patient']);
	});

	test('do not keep a caller waiting past its time', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle(known, false);
		callers.ask('endless');
		callers.ask('hurried', { deadline: Date.now() + 5_000 });
		await pass(5_500);
		expect(callers.granted).toEqual(['first', 'endless']);
		expect(callers.refused).toEqual([['hurried', expect.any(BudgetSpentError)]]);
	});

	test('are not charged to the window after their own, neither while under way nor at their end', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle(known, false);
		const longCallsWindow = await budget.turn({
			owner: 'long',
			urgent: false,
			deadline: Date.now() + 60_000,
		});
		await pass(10_000);
		for (const name of ['second', 'third', 'fourth']) callers.ask(name);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'second', 'third']);
		budget.settle(longCallsWindow, {}, false);
		await pass(0);
		expect(callers.granted).toEqual(['first', 'second', 'third']);
	});
});

test('of answers that overtake each other within a window the lowest number counts', async () => {
	for (const name of ['first', 'second']) callers.ask(name);
	await pass(0);
	callers.settle({ limit: 10, remaining: 1, resetInMs: 30_000 }, false);
	callers.settle({ limit: 10, remaining: 9, resetInMs: 29_500 }, false);
	for (const name of ['third', 'fourth']) callers.ask(name);
	await pass(1_000);
	expect(callers.granted).toEqual(['first', 'second', 'third']);
});

describe('a host that refuses', () => {
	test('is left alone as long as it says, by everybody', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle({ retryAfterMs: 26_000 }, true);
		callers.ask('second');
		callers.ask('urgent', { urgent: true });
		await pass(25_900);
		expect(callers.granted).toEqual(['first']);
		await pass(700);
		expect(callers.granted).toEqual(['first', 'urgent', 'second']);
	});

	test('without saying how long is left alone for the rest of the minute', async () => {
		callers.ask('first');
		await pass(5_000);
		callers.settle({}, true);
		callers.ask('second');
		await pass(54_000);
		expect(callers.granted).toEqual(['first']);
		await pass(2_000);
		expect(callers.granted).toEqual(['first', 'second']);
	});

	test('is left alone for a second even when it says none', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle({ retryAfterMs: 0 }, true);
		callers.ask('second');
		await pass(900);
		expect(callers.granted).toEqual(['first']);
		await pass(1_000);
		expect(callers.granted).toEqual(['first', 'second']);
	});

	test('a later answer with a shorter wait does not shorten it', async () => {
		callers.ask('first');
		callers.ask('second');
		await pass(0);
		callers.settle({ retryAfterMs: 20_000 }, true);
		callers.settle({ retryAfterMs: 5_000 }, true);
		callers.ask('third');
		await pass(19_000);
		expect(callers.granted).toEqual(['first', 'second']);
	});
});

describe('a caller', () => {
	test('whose time is up before the next call may go is told at once how long it would be', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle({ retryAfterMs: 60_000 }, true);
		callers.ask('hurried', { deadline: Date.now() + 5_000 });
		await pass(0);
		expect(callers.refused).toEqual([['hurried', expect.any(BudgetSpentError)]]);
		expect((callers.refused[0]?.[1] as BudgetSpentError).retryAfterMs).toBe(60_000);
	});

	test('that is cancelled leaves the line', async () => {
		const controller = new AbortController();
		callers.ask('first');
		await pass(0);
		callers.settle({ retryAfterMs: 10_000 }, true);
		callers.ask('cancelled', { signal: controller.signal });
		callers.ask('patient');
		await pass(1_000);
		controller.abort();
		await pass(10_000);
		expect(callers.refused).toEqual([['cancelled', expect.any(CancelledError)]]);
		expect(callers.granted).toEqual(['first', 'patient']);
	});

	test('that is cancelled beforehand never stands in line', async () => {
		callers.ask('cancelled', { signal: AbortSignal.abort() });
		await pass(0);
		expect(callers.refused).toEqual([['cancelled', expect.any(CancelledError)]]);
	});

	test('takes turns with others, and a person in the editor goes first', async () => {
		callers.ask('first');
		await pass(0);
		callers.settle({ limit: 100, remaining: 0, resetInMs: 1_000 }, false);
		for (const call of [1, 2, 3]) callers.ask(`bulk ${call}`, { owner: 'bulk' });
		callers.ask('other', { owner: 'other' });
		callers.ask('person', { owner: 'person', urgent: true });
		await pass(1_500);
		expect(callers.granted).toEqual(['first', 'person', 'bulk 1', 'other', 'bulk 2', 'bulk 3']);
	});
});

test('a host has one budget, and another host another', () => {
	expect(budgetOf('api.desk360.com')).toBe(budgetOf('api.desk360.com'));
	expect(budgetOf('api.desk360.com')).not.toBe(budgetOf('localhost:3600'));
});
