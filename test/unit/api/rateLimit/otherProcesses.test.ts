import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { rateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import { CallQueue } from '../../../../nodes/Desk360/api/rateLimit/queue';
import { RateLimit, type RateLimitRule } from '../../../../sandbox/service/rateLimit';

const WINDOW_MS = 60_000;
const LATENCY_MS = 150;

beforeEach(() => {
	jest.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00.400Z') });
});
afterEach(() => {
	jest.useRealTimers();
});

/** One address that several n8n processes share, none of which knows of the others. */
class Address {
	readonly processes: Process[] = [];

	private readonly limit: RateLimit;

	private readonly began = Date.now();

	constructor(rule: Partial<RateLimitRule>) {
		this.limit = new RateLimit({ windowSeconds: WINDOW_MS / 1000, ...rule });
	}

	/** A call as it arrives at the service, which is between being sent and being answered. */
	async call() {
		await sleep(LATENCY_MS / 2);
		const { refused, headers } = this.limit.take(Date.now());
		const date = new Date(Date.now()).toUTCString();
		await sleep(LATENCY_MS / 2);
		return { refused, headers: { ...headers, date } };
	}

	/** Somebody whose calls go out without a look at the limit. */
	async spend(calls: number, everyMs: number, times: number): Promise<void> {
		for (let time = 0; time < times; time++) {
			for (let call = 0; call < calls; call++) this.limit.take(Date.now());
			await sleep(everyMs);
		}
	}

	async untilDone(work: Array<Promise<unknown>>): Promise<void> {
		let isDone = false;
		void Promise.all(work).then(() => {
			isDone = true;
		});
		while (!isDone) await jest.advanceTimersByTimeAsync(50);
	}

	get windows(): number {
		return Math.ceil((Date.now() - this.began) / WINDOW_MS);
	}
}

class Process {
	answered = 0;

	refused = 0;

	longestWaitMs = 0;

	private readonly queue = new CallQueue();

	constructor(private readonly address: Address) {}

	async read(calls: number, atOnce: number): Promise<void> {
		let left = calls;
		const worker = async () => {
			while (left-- > 0) await this.readOnce();
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
	}

	private async readOnce(): Promise<void> {
		const began = Date.now();
		for (let isAnswered = false; !isAnswered;) {
			const deadline = began + 10 * WINDOW_MS;
			const turn = await this.queue.turn({
				account: 'account',
				owner: 'workflow',
				urgent: false,
				deadline,
				signals: [],
			});
			this.longestWaitMs = Math.max(this.longestWaitMs, Date.now() - began);
			const { refused, headers } = await this.address.call();
			this.queue.settle(turn, rateReport(headers, Date.now()), refused);
			isAnswered = !refused;
			if (refused) this.refused++;
		}
		this.answered++;
	}
}

/** Lets so many processes read, and gives them when all have come through. */
async function processes(
	address: Address,
	{ count, calls, atOnce }: { count: number; calls: number; atOnce: number },
	others: Array<Promise<unknown>> = [],
): Promise<Process[]> {
	const all = Array.from({ length: count }, () => new Process(address));
	await address.untilDone([...others, ...all.map(async (each) => await each.read(calls, atOnce))]);
	return all;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe.each([10, 100])('of %i calls a minute', (limit) => {
	test('a process alone is never refused and spends every call', async () => {
		const address = new Address({ limit });
		const [alone] = await processes(address, { count: 1, calls: 3 * limit, atOnce: 4 });
		expect(alone).toMatchObject({ answered: 3 * limit, refused: 0 });
		expect(address.windows).toBe(3);
	});

	test.each([
		[2, 4],
		[4, 4],
		[4, 10],
	])('%i processes, %i calls at once each, all come through', async (count, atOnce) => {
		const address = new Address({ limit });
		const all = await processes(address, { count, calls: limit, atOnce });
		expect(all.map(({ answered }) => answered)).toEqual(Array.from({ length: count }, () => limit));
		// The calls fill so many windows; the last may be over before it begins for whoever comes late.
		expect(address.windows).toBeLessThanOrEqual(count + 1);
		expect(sum(all.map(({ refused }) => refused))).toBeLessThanOrEqual(count * address.windows);
	});

	test('one comes through beside somebody who takes nearly all of it, whenever', async () => {
		const address = new Address({ limit });
		const other = address.spend(limit - 2, WINDOW_MS + 7_000, 12);
		const all = await processes(address, { count: 1, calls: 10, atOnce: 4 }, [other]);
		expect(all[0]?.answered).toBe(10);
		expect(all[0]?.refused).toBeLessThanOrEqual(address.windows);
	});

	test('one comes through beside somebody who takes a little all the time', async () => {
		const address = new Address({ limit });
		const other = address.spend(1, (1.5 * WINDOW_MS) / limit, 3 * limit);
		const all = await processes(address, { count: 1, calls: limit, atOnce: 4 }, [other]);
		expect(all[0]?.answered).toBe(limit);
		expect(all[0]?.longestWaitMs).toBeLessThanOrEqual(2 * WINDOW_MS);
		expect(all[0]?.refused).toBeLessThanOrEqual(address.windows);
	});
});
