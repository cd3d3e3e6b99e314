import { describe, expect, test } from '@jest/globals';

import type { RateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import { RateWindow } from '../../../../nodes/Desk360/api/rateLimit/window';

/** On a whole second, as the service's stamps are. */
const NOW = Date.parse('2026-03-01T12:00:00Z');

/** A window on a clock that only moves when told. */
class Host {
	readonly window = new RateWindow();

	now = NOW;

	private number = 0;

	/** Sends so many calls at once. */
	send(calls = 1): void {
		while (calls-- > 0) this.number = this.window.begin(this.now);
	}

	answer(report: RateReport, isRefused = false): void {
		this.window.settle(this.number, report, isRefused, this.now);
	}

	/** Sends as many calls as may go, and gives how many these were. */
	sendAll(most = 1_000): number {
		let sent = 0;
		for (; sent < most && this.mayGo; sent++) this.send();
		return sent;
	}

	get next() {
		return this.window.nextCall(this.now);
	}

	get mayGo(): boolean {
		return this.next.at <= this.now;
	}

	/** Milliseconds until the next call may go. */
	get wait(): number {
		return this.next.at - this.now;
	}
}

function hostThatAnswered(report: RateReport, isRefused = false): Host {
	const host = new Host();
	host.send();
	host.answer(report, isRefused);
	return host;
}

describe('a new window', () => {
	test('is tried with one call, whose answer the others wait for', () => {
		const host = new Host();
		expect(host.sendAll()).toBe(1);
		expect(host.next).toEqual({ at: NOW + 2_000, isSure: false });
		host.answer({});
		expect(host.sendAll()).toBe(1_000);
	});

	test('is not tried first with a host that tells no limit', () => {
		const host = hostThatAnswered({});
		host.now += 60_000;
		expect(host.sendAll()).toBe(1_000);
	});

	test('is tried further when that answer takes long', () => {
		const host = new Host();
		host.send();
		host.now += 2_000;
		expect(host.sendAll()).toBe(1_000);
	});

	test('grants what the one before did', () => {
		const host = hostThatAnswered({ limit: 10, remaining: 0, resetInMs: 10_000 });
		expect(host.wait).toBe(10_000);
		host.now += 10_000;
		expect(host.sendAll()).toBe(1);
		host.answer({ limit: 10, remaining: 9, resetInMs: 60_000 });
		host.send(8);
		for (let left = 8; left > 0; left--) host.answer({ limit: 10, remaining: left });
		expect(host.sendAll()).toBe(1);
		host.answer({ limit: 10, remaining: 0 });
		expect(host.mayGo).toBe(false);
	});

	test('begins when this clock was set back', () => {
		const host = hostThatAnswered({ limit: 10, remaining: 0, resetInMs: 10_000 });
		host.now -= 3_600_000;
		expect(host.mayGo).toBe(true);
	});
});

describe('the end of a window', () => {
	test('is a minute after its first call when no answer names it', () => {
		const host = new Host();
		host.send();
		host.now += 10_000;
		host.answer({ limit: 1, remaining: 0 });
		expect(host.wait).toBe(50_000);
	});

	test('is told the better, the more answers there are, for their Date is in whole seconds', () => {
		const host = new Host();
		host.now += 900;
		host.send(2);
		host.answer({ limit: 2, remaining: 1, resetInMs: 10_000, date: NOW });
		expect(host.wait).toBe(10_000);
		host.now += 110;
		host.answer({ limit: 2, remaining: 0, resetInMs: 9_000, date: NOW + 1_000 });
		expect(host.wait).toBe(9_000);
		host.now += 500;
		host.answer({ resetInMs: 9_000, date: NOW + 1_000 });
		expect(host.wait).toBe(8_500);
	});

	test('does not come from a clock that was another one before', () => {
		const host = new Host();
		host.send(2);
		host.answer({ limit: 2, remaining: 1, resetInMs: 10_000, date: NOW + 3_600_000 });
		host.answer({ limit: 2, remaining: 0, resetInMs: 10_000, date: NOW });
		expect(host.wait).toBe(10_000);
	});
});

describe('what is left', () => {
	test('is by the lowest number of a window, for answers overtake each other', () => {
		const host = new Host();
		host.send(2);
		host.answer({ limit: 10, remaining: 1, resetInMs: 30_000 });
		host.answer({ limit: 10, remaining: 9, resetInMs: 29_500 });
		expect(host.sendAll()).toBe(1);
	});

	test('is by the newest number when the window turns out to be another one', () => {
		const host = new Host();
		host.send(2);
		host.answer({ limit: 10, remaining: 0, resetInMs: 1_000 });
		host.answer({ limit: 10, remaining: 9, resetInMs: 60_000 });
		expect(host.mayGo).toBe(true);
	});

	test('is spent to the last call when nobody else calls', () => {
		const host = hostThatAnswered({ limit: 100, remaining: 99, resetInMs: 60_000 });
		for (let left = 98; left >= 0; left--) {
			expect(host.mayGo).toBe(true);
			host.send();
			host.answer({ limit: 100, remaining: left });
		}
		expect(host.mayGo).toBe(false);
	});

	test('is not counted on as a whole when others spend half of it', () => {
		const host = hostThatAnswered({ limit: 100, remaining: 99, resetInMs: 60_000 });
		for (let left = 97; left > 8; left -= 2) {
			host.send();
			host.answer({ limit: 100, remaining: left });
		}
		expect(host.sendAll()).toBe(2);
	});

	test('is fewer by what is under way and may not be counted yet', () => {
		const host = hostThatAnswered({ limit: 10, remaining: 1, resetInMs: 30_000 });
		host.send();
		expect(host.next).toEqual({ at: NOW + 30_000, isSure: false });
		host.answer({ limit: 10, remaining: 1, resetInMs: 30_000 });
		expect(host.mayGo).toBe(true);
	});

	test('is not charged for a call of the window before', () => {
		const host = hostThatAnswered({ limit: 2, remaining: 1, resetInMs: 10_000 });
		const late = host.window.begin(host.now);
		host.now += 10_000;
		host.send();
		host.answer({ limit: 2, remaining: 1, resetInMs: 60_000 });
		host.window.settle(late, { limit: 2, remaining: 0 }, false, host.now);
		expect(host.sendAll()).toBe(1);
	});
});

describe('a refusal', () => {
	test('closes the window for as long as it says', () => {
		const host = hostThatAnswered({ retryAfterMs: 26_000 }, true);
		expect(host.next).toEqual({ at: NOW + 26_000, isSure: true });
		host.now += 26_000;
		expect(host.mayGo).toBe(true);
	});

	test('without saying how long closes it to its end', () => {
		const host = hostThatAnswered({ limit: 10, remaining: 0, resetInMs: 12_000 }, true);
		expect(host.wait).toBe(12_000);
		expect(hostThatAnswered({}, true).wait).toBe(60_000);
	});

	test('closes it for a second at least', () => {
		expect(hostThatAnswered({ retryAfterMs: 0 }, true).wait).toBe(1_000);
	});

	test('is not shortened by another one, nor taken back by an answer to an earlier call', () => {
		const host = new Host();
		host.send(3);
		host.answer({ retryAfterMs: 20_000 }, true);
		host.answer({ retryAfterMs: 5_000 }, true);
		host.answer({ limit: 10, remaining: 9, resetInMs: 1_000 });
		expect(host.wait).toBe(20_000);
	});

	test('of a call from the window before counts, too', () => {
		const host = hostThatAnswered({ limit: 2, remaining: 1, resetInMs: 10_000 });
		const late = host.window.begin(host.now);
		host.now += 10_000;
		host.send();
		host.window.settle(late, { retryAfterMs: 7_000 }, true, host.now);
		expect(host.wait).toBe(7_000);
	});

	test('as a success with Retry-After closes it as well', () => {
		expect(hostThatAnswered({ retryAfterMs: 26_000 }).wait).toBe(26_000);
	});
});
