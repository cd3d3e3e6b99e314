import { describe, expect, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { Lists, rowsEvery } from './sideBySide';

describe('a page that cannot be read', () => {
	const refusing = (refused: string[]) =>
		new Lists(
			[1, 2, 3].map((minutes) => rowsEvery(minutes, 200)),
			async (list, page) => {
				await sleep(1);
				if (refused.includes(`${list}/${page}`)) throw new Error(`No ${list}/${page}`);
			},
		);

	test.each(['0/1', '2/1', '1/4'])('ends all: %s', async (refused) => {
		const lists = refusing([refused]);
		await expect(lists.merge({ parallel: 2 })).rejects.toThrow(`No ${refused}`);
		const { length } = lists.asked;
		for (let turn = 0; turn < 20; turn++) await sleep(1);
		expect(lists.asked).toHaveLength(length);
	});

	test('is the one of the first list when several cannot', async () => {
		await expect(refusing(['1/1', '0/1', '2/1']).merge()).rejects.toThrow('No 0/1');
	});

	test('is no concern when no row of it is wanted', async () => {
		const lists = refusing(['0/2', '1/2', '2/2']);
		expect(await lists.names({ limit: 20, parallel: 10 })).toHaveLength(20);
	});

	test('ends the further look, too', async () => {
		const lists: Lists = new Lists(
			[rowsEvery(1, 45), rowsEvery(2, 45), rowsEvery(3, 45)],
			async (list) => {
				await sleep(1);
				if (lists.asked.filter((name) => name === `${list}/1`).length > 1)
					throw new Error('No more');
			},
		);
		await expect(lists.merge({ parallel: 1 })).rejects.toThrow('No more');
		for (let turn = 0; turn < 20; turn++) await sleep(1);
		expect(lists.asked.slice(9)).not.toContain('2/1');
	});

	test('of the further look at a list ends the reading of the others', async () => {
		const lists: Lists = new Lists([rowsEvery(1, 45), rowsEvery(1, 2_000)], async (list) => {
			await sleep(1);
			if (list === 0 && lists.asked.lastIndexOf('0/1') > 0) throw new Error('No more');
		});
		await expect(lists.merge({ parallel: 4 })).rejects.toThrow('No more');
		expect(lists.asked.length).toBeLessThan(30);
	});
});
