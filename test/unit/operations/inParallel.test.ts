import { describe, expect, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { inParallel } from '../../../nodes/Desk360/operations/inParallel';

/** Work whose entries take so many turns of the loop, with a count of how many are under way. */
function workload() {
	const load = { underWay: 0, most: 0, begun: [] as number[] };
	const work = async (turns: number) => {
		load.begun.push(turns);
		load.most = Math.max(load.most, ++load.underWay);
		for (let turn = 0; turn < Math.abs(turns); turn++) await sleep(1);
		load.underWay--;
		if (turns < 0) throw new Error(`entry ${turns}`);
		return turns * 10;
	};
	return { load, work };
}

describe('work in parallel', () => {
	test('gives results in the order of the entries, not of their ends', async () => {
		const { work } = workload();
		expect(await inParallel([5, 1, 3], 3, work)).toEqual([50, 10, 30]);
	});

	test.each([1, 2, 4])('has %i under way at most', async (most) => {
		const { load, work } = workload();
		await inParallel([3, 1, 2, 1, 3, 2], most, work);
		expect(load.most).toBe(most);
	});

	test('of nothing is nothing', async () => {
		const { work } = workload();
		expect(await inParallel([], 4, work)).toEqual([]);
	});

	test('throws what the earliest entry throws, though a later one was quicker', async () => {
		const { work } = workload();
		await expect(inParallel([-6, -1, 1], 3, work)).rejects.toThrow('entry -6');
	});

	test('begins nothing further after a failure, but lets end what is under way', async () => {
		const { load, work } = workload();
		await expect(inParallel([-1, 5, 1, 1, 1], 2, work)).rejects.toThrow('entry -1');
		expect(load.begun).toEqual([-1, 5]);
		expect(load.underWay).toBe(0);
	});

	test('tells each its place', async () => {
		const places = await inParallel(['a', 'b'], 2, async (entry, index) => `${entry}${index}`);
		expect(places).toEqual(['a0', 'b1']);
	});
});
