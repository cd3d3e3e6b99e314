import { expect, test } from '@jest/globals';

import { noteWait, waitsOf } from '../../../../nodes/Desk360/api/rateLimit/waits';

test('a run of which nothing was noted did not wait', () => {
	expect(waitsOf({})).toEqual({ ms: 0 });
});

test('waits one after the other add up', () => {
	const run = {};
	noteWait(run, 1_000, 3_000, 10);
	noteWait(run, 5_000, 6_000, 10);
	expect(waitsOf(run)).toEqual({ ms: 3_000, limit: 10 });
});

test('the limit is that of the account that waited longest, if one was ever named', () => {
	const run = {};
	noteWait(run, 1_000, 3_000, undefined);
	expect(waitsOf(run)).toEqual({ ms: 2_000 });
	noteWait(run, 3_000, 9_000, 10);
	noteWait(run, 9_000, 10_000, 100);
	expect(waitsOf(run)).toEqual({ ms: 9_000, limit: 10 });
});

test('calls that wait side by side count once', () => {
	const run = {};
	noteWait(run, 1_000, 5_000, 10);
	noteWait(run, 1_000, 4_000, 10);
	noteWait(run, 4_000, 7_000, 10);
	noteWait(run, 2_000, 2_500, 10);
	expect(waitsOf(run).ms).toBe(6_000);
});

test('waits are noted in whatever order they end', () => {
	const run = {};
	noteWait(run, 8_000, 9_000, 10);
	noteWait(run, 1_000, 2_000, 10);
	noteWait(run, 4_000, 5_000, 10);
	expect(waitsOf(run).ms).toBe(3_000);
	noteWait(run, 2_000, 8_500, 10);
	expect(waitsOf(run).ms).toBe(8_000);
});

test('a call that did not wait adds nothing, and each run has its own', () => {
	const run = {};
	noteWait(run, 1_000, 1_000, 10);
	noteWait(run, 1_000, 1_050, 10);
	expect(waitsOf(run).ms).toBe(0);
	noteWait({}, 1_000, 9_000, 10);
	expect(waitsOf(run).ms).toBe(0);
});
