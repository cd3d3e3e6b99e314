import { describe, expect, test } from '@jest/globals';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { remembered } from '../../../nodes/Desk360/methods/remembered';

let hosts = 0;

/** An editor whose credential nobody else has, and which counts what is read. */
class Editor {
	readonly read: unknown[] = [];

	private readonly baseUrl = `https://desk${++hosts}.example.com/v1`;

	private readonly context = {
		getCredentials: async () => ({ apiToken: 'a-token', baseUrl: this.baseUrl }),
	} as unknown as ILoadOptionsFunctions;

	async ask(question: unknown): Promise<unknown> {
		return await remembered(this.context, [question], async () => {
			this.read.push(question);
			return await this.answer(question);
		});
	}

	answer = async (question: unknown): Promise<unknown> => `answer to ${String(question)}`;
}

describe('what is remembered', () => {
	test('is the answer to the same question only', async () => {
		const editor = new Editor();
		expect(await editor.ask('one')).toBe('answer to one');
		expect(await editor.ask('two')).toBe('answer to two');
		expect(await editor.ask('one')).toBe('answer to one');
		expect(editor.read).toEqual(['one', 'two']);
	});

	test('is of use to the same editor only', async () => {
		await new Editor().ask('one');
		const another = new Editor();
		await another.ask('one');
		expect(another.read).toEqual(['one']);
	});

	test('is not what could not be read, though those who wait for it are told the same', async () => {
		const editor = new Editor();
		const { answer } = editor;
		editor.answer = async () => {
			throw new Error('No');
		};
		const asked = [editor.ask('one'), editor.ask('one')];
		await expect(Promise.allSettled(asked)).resolves.toMatchObject([
			{ status: 'rejected' },
			{ status: 'rejected' },
		]);
		editor.answer = answer;
		expect(await editor.ask('one')).toBe('answer to one');
		expect(editor.read).toHaveLength(2);
	});

	test('are the latest of very many', async () => {
		const editor = new Editor();
		for (let question = 0; question < 10_000; question++) await editor.ask(question);
		await editor.ask(9_999);
		expect(editor.read).toHaveLength(10_000);
		await editor.ask(0);
		expect(editor.read).toHaveLength(10_001);
	});
});
