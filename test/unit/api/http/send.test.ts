import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Question } from '../../../nodes/Desk360/api/question';
import { createSender, type Received } from '../../../nodes/Desk360/api/sender';
import { NODE } from '../../support/samples';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../../support/clock')>('../../support/clock')
		.workflowWithoutWaiting(),
);

const READ: Question = {
	method: 'GET',
	subject: 'the ticket',
	target: 'ticket 1',
	fits: () => true,
};
const WRITE: Question = {
	...READ,
	method: 'POST',
	subject: 'the reply',
	lookUp: 'Look at the newest message.',
};

let hosts = 0;
let baseUrl: string;
let execution: AbortController;
beforeEach(() => {
	// What one host refused is remembered.
	baseUrl = `https://desk${++hosts}.example.com/v1`;
	execution = new AbortController();
});

const context = {
	getNode: () => NODE,
	getWorkflow: () => ({ id: '1', active: false }),
	getExecutionId: () => '1',
	getExecutionCancelSignal: () => execution.signal,
	getCredentials: async () => ({ apiToken: 'a-token', baseUrl }),
} as unknown as IExecuteFunctions;

/** A service whose first answers are these, and which then answers well. */
class Service {
	asked = 0;

	constructor(private readonly first: Array<() => Received<string>>) {}

	readonly perform = async (): Promise<Received<string>> => {
		const answer = this.first[this.asked++];
		return answer ? answer() : { headers: {}, result: 'Well' };
	};
}

const broken = (code: string, more: object = {}) => {
	return (): never => {
		throw Object.assign(new Error(code), { code, ...more });
	};
};

const WITHOUT_AN_ANSWER: Array<[string, () => never]> = [
	['a time-out', broken('ECONNABORTED')],
	['a time-out of the line', broken('ETIMEDOUT')],
	['a reset', broken('ECONNRESET')],
	['a broken pipe', broken('EPIPE')],
	['a connection that hung up', broken('ECONNRESET', { syscall: 'read' })],
];

const NEVER_MADE: Array<[string, () => never]> = [
	['a refused connection', broken('ECONNREFUSED')],
	['a host without an address', broken('ENOTFOUND')],
	['a time-out while connecting', broken('ETIMEDOUT', { syscall: 'connect' })],
];

describe('after', () => {
	test.each([...WITHOUT_AN_ANSWER, ...NEVER_MADE])('%s a read is repeated', async (_case, end) => {
		const service = new Service([end, end]);
		expect(await createSender(context)(READ, service.perform)).toBe('Well');
		expect(service.asked).toBe(3);
	});

	test.each(WITHOUT_AN_ANSWER)(
		'%s a write is not, and says how to look it up',
		async (_case, end) => {
			const service = new Service([end]);
			await expect(createSender(context)(WRITE, service.perform)).rejects.toMatchObject({
				kind: 'unknownOutcome',
				message: expect.stringMatching(/so it is not known whether the reply was made$/),
				description:
					'It was not sent again, so that nobody gets it twice. Look at the newest message.',
			});
			expect(service.asked).toBe(1);
		},
	);

	test.each(NEVER_MADE)(
		'%s a write is repeated, for it cannot have happened',
		async (_case, end) => {
			const service = new Service([end, end]);
			expect(await createSender(context)(WRITE, service.perform)).toBe('Well');
			expect(service.asked).toBe(3);
		},
	);

	test('a spent limit a write is repeated, for it did not happen', async () => {
		const spent = { kind: 'rateLimited', message: 'Spent', description: '' } as const;
		const headers = { 'retry-after': '30' };
		const service = new Service([() => ({ headers, facts: spent })]);
		expect(await createSender(context)(WRITE, service.perform)).toBe('Well');
		expect(service.asked).toBe(2);
	});
});

describe('a repeat', () => {
	test('is made a handful of times', async () => {
		const service = new Service(Array.from({ length: 50 }, () => broken('ECONNRESET')));
		await expect(createSender(context)(READ, service.perform)).rejects.toMatchObject({
			kind: 'unreachable',
		});
		expect(service.asked).toBe(5);
	});

	test('is not made for what nobody wants any more', async () => {
		const unwanted = new AbortController();
		const service = new Service([
			() => {
				unwanted.abort();
				return broken('ECONNRESET')();
			},
		]);
		const sending = createSender(context)(READ, service.perform, { signal: unwanted.signal });
		await expect(sending).rejects.toMatchObject({ kind: 'cancelled' });
		expect(service.asked).toBe(1);
	});

	test('is not made when the execution is cancelled', async () => {
		const service = new Service([
			() => {
				execution.abort();
				return broken('ECONNRESET')();
			},
		]);
		const { signal } = new AbortController();
		const sending = createSender(context)(READ, service.perform, { signal });
		await expect(sending).rejects.toMatchObject({ kind: 'cancelled' });
		expect(service.asked).toBe(1);
	});
});

test('however many calls are under way, none listens to the execution itself', async () => {
	const listen = jest.spyOn(execution.signal, 'addEventListener');
	const service = new Service([broken('ECONNRESET')]);
	const send = createSender(context);
	await Promise.all([1, 2, 3].map(async () => await send(READ, service.perform)));
	expect(listen).not.toHaveBeenCalled();
});

test('what nobody wants any more is left to end by itself, so that its answer still counts', async () => {
	const unwanted = new AbortController();
	const service = new Service([
		() => {
			unwanted.abort();
			return { headers: {}, result: 'Late' };
		},
	]);
	const { signal } = unwanted;
	expect(await createSender(context)(READ, service.perform, { signal })).toBe('Late');
});
