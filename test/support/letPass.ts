import { jest } from '@jest/globals';

const now = Date.now;
let passedMs = 0;

/** Sets this machine's clock on, for what is remembered or waits by it; no time passes. */
export function letPass(ms: number): void {
	passedMs += ms;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + passedMs);
}
