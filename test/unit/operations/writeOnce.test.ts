import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Desk360ApiError } from '../../../nodes/Desk360/api/failures/Desk360ApiError';
import type { Kind } from '../../../nodes/Desk360/api/failures/failure';
import { writeOnce } from '../../../nodes/Desk360/operations/writeOnce';
import { NODE } from '../../support/samples';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

let executions = 0;

/** The node of an execution, with a service that counts what reaches it. */
class Execution {
	readonly written: unknown[] = [];

	private readonly id: string | undefined;

	constructor({ id = `execution ${++executions}` as string | undefined } = {}) {
		this.id = id;
	}

	async write(
		itemIndex: number,
		content: unknown,
		{ nodeId = 'reply', runIndex = 0, retryOnFail = true } = {},
	) {
		const context: Partial<IExecuteFunctions> = {
			getExecutionId: () => this.id as string,
			getNode: () => ({ ...NODE, id: nodeId, retryOnFail }),
			evaluateExpression: () => runIndex,
		};
		return await writeOnce(context as IExecuteFunctions, itemIndex, content, async () => {
			const answer = this.answer();
			this.written.push(content);
			return answer;
		});
	}

	/** What the service answers, or throws. */
	answer = (): number => this.written.length;
}

describe('a write', () => {
	test('of the same item is made once, and both get its answer', async () => {
		const execution = new Execution();
		expect(await execution.write(0, 'Hello')).toBe(0);
		expect(await execution.write(0, 'Hello')).toBe(0);
		expect(execution.written).toEqual(['Hello']);
	});

	test('that is still under way is not made beside it', async () => {
		const execution = new Execution();
		await Promise.all([execution.write(0, 'Hello'), execution.write(0, 'Hello')]);
		expect(execution.written).toHaveLength(1);
	});

	test('of another item, text, run, node or execution is another one', async () => {
		const execution = new Execution();
		await execution.write(0, 'Hello');
		await execution.write(1, 'Hello');
		await execution.write(0, 'Hello again');
		await execution.write(0, 'Hello', { runIndex: 1 });
		await execution.write(0, 'Hello', { nodeId: 'another' });
		expect(execution.written).toHaveLength(5);
		const another = new Execution();
		await another.write(0, 'Hello');
		expect(another.written).toHaveLength(1);
	});

	test('is not remembered for a node that n8n does not run again', async () => {
		const execution = new Execution();
		await execution.write(0, 'Hello', { retryOnFail: false });
		await execution.write(0, 'Hello');
		expect(execution.written).toHaveLength(2);
	});

	test('is made each time where executions cannot be told apart', async () => {
		const execution = new Execution();
		Object.assign(execution, { id: undefined });
		await execution.write(0, 'Hello');
		await execution.write(0, 'Hello');
		expect(execution.written).toHaveLength(2);
	});

	test.each<[Kind, number]>([
		['refused', 2],
		['cancelled', 2],
		['rateLimited', 2],
		['blocked', 2],
		['signInPaused', 2],
		['tokenRefused', 2],
		['unknownOutcome', 1],
	])('that ends as %s reaches the service %i times in two runs', async (kind, times) => {
		const execution = new Execution();
		let tries = 0;
		execution.answer = () => {
			tries++;
			throw new Desk360ApiError(NODE, { kind, message: 'No', description: 'Look' });
		};
		await expect(execution.write(0, 'Hello')).rejects.toThrow('No');
		await expect(execution.write(0, 'Hello')).rejects.toThrow('No');
		expect(tries).toBe(times);
	});
});

describe("an agent's tool, behind a trigger without an execution", () => {
	/** n8n runs each try of a call as a run of its own, with the call's arguments as its item. */
	function tryCall(args: IDataObject, answer: () => number) {
		const context: Partial<IExecuteFunctions> = {
			getExecutionId: () => undefined as unknown as string,
			getNode: () => ({ ...NODE, type: `${NODE.type}Tool` }),
			getInputData: () => [{ json: args }],
		};
		return writeOnce(context as IExecuteFunctions, 0, 'Hello', async () => answer());
	}

	test('does not repeat a write of unknown outcome when its call is tried again', async () => {
		const args = { message: 'Hello' };
		const answer = jest.fn((): number => {
			throw new Desk360ApiError(NODE, {
				kind: 'unknownOutcome',
				message: 'Not known',
				description: 'Look',
			});
		});
		await expect(tryCall(args, answer)).rejects.toThrow('Not known');
		await expect(tryCall(args, answer)).rejects.toThrow('Not known');
		expect(answer).toHaveBeenCalledTimes(1);
	});

	test('writes for each call, although the arguments are the same', async () => {
		const answer = jest.fn(() => 1);
		await tryCall({ message: 'Hello' }, answer);
		await tryCall({ message: 'Hello' }, answer);
		expect(answer).toHaveBeenCalledTimes(2);
	});
});

describe('what was written is known', () => {
	test('however many items there are', async () => {
		const execution = new Execution();
		const items = Array.from({ length: 10_500 }, (_, index) => index);
		for (const item of [...items, ...items]) await execution.write(item, 'Hello');
		expect(execution.written).toHaveLength(10_500);
	});

	test('as long as the execution goes on writing', async () => {
		const execution = new Execution();
		await execution.write(0, 'Hello');
		for (const item of [1, 2, 3]) {
			jest.advanceTimersByTime(50 * 60_000);
			await execution.write(item, 'Hello');
		}
		await execution.write(0, 'Hello');
		expect(execution.written).toHaveLength(4);
	});

	test('until it has written nothing for an hour', async () => {
		const execution = new Execution();
		await execution.write(0, 'Hello');
		jest.advanceTimersByTime(60 * 60_000 + 1);
		await execution.write(0, 'Hello');
		expect(execution.written).toHaveLength(2);
	});
});
