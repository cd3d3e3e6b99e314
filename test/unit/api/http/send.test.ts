import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import '../../../support/withoutWaiting';
import type { IExecuteFunctions } from 'n8n-workflow';

import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import type { Failure, Kind } from '../../../../nodes/Desk360/api/failures/failure';
import type { Question } from '../../../../nodes/Desk360/api/failures/question';
import { answerTo } from '../../../../nodes/Desk360/api/http/request';
import { createSender } from '../../../../nodes/Desk360/api/http/send';
import type { Destination, Perform, SenderOptions } from '../../../../nodes/Desk360/api/http/send';
import type { RateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import { waitsOf } from '../../../../nodes/Desk360/api/rateLimit/waits';
import { NODE } from '../../../support/samples';

const READ: Question = { effect: 'read', subject: 'the ticket', target: 'ticket 1' };
const WRITE: Question = {
	effect: 'write',
	subject: 'the reply',
	target: 'ticket 1',
	lookUp: 'Look at the newest message.',
};

let hosts = 0;
let destination: Destination;
let execution: AbortController;
let context: IExecuteFunctions;
beforeEach(() => {
	// What one host refused is remembered.
	destination = { host: `desk${++hosts}.example.com`, account: 'account' };
	execution = new AbortController();
	context = {
		getNode: () => NODE,
		getWorkflow: () => ({ id: '1', active: false }),
		getExecutionId: () => '1',
		getExecutionCancelSignal: () => execution.signal,
	} as unknown as IExecuteFunctions;
});

type Heard = (report: RateReport) => void;

/** A service whose first answers are these, and which then answers well. */
class Service {
	asked = 0;

	private readonly first: Array<(heard: Heard) => unknown>;

	constructor(...first: Array<(heard: Heard) => unknown>) {
		this.first = first;
	}

	/** What one call comes to, explained as the client explains it. */
	performs(question: Question): Perform<string> {
		return async (heard) => {
			const answer = this.first[this.asked++];
			const send = async () => {
				answer?.(heard);
				return { statusCode: 200, headers: {}, body: 'Well' };
			};
			const { body } = await answerTo<string>(send, question, destination.host);
			return body;
		};
	}

	async ask(question: Question, options?: SenderOptions, to = destination): Promise<string> {
		return await createSender(context, options)(question, to, this.performs(question));
	}
}

const broken = (code: string, more: object = {}) => {
	return (): never => {
		throw Object.assign(new Error(code), { code, ...more });
	};
};

const failing = (kind: Kind, more: Partial<Failure> = {}, report: RateReport = {}) => {
	return (heard: Heard): never => {
		heard(report);
		throw new CallFailed({ kind, message: `It is ${kind}`, description: 'Look', ...more });
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
		const service = new Service(end, end);
		expect(await service.ask(READ)).toBe('Well');
		expect(service.asked).toBe(3);
	});

	test.each(WITHOUT_AN_ANSWER)(
		'%s a write is not, and says how to look it up',
		async (_case, end) => {
			const service = new Service(end);
			await expect(service.ask(WRITE)).rejects.toMatchObject({
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
			const service = new Service(end, end);
			expect(await service.ask(WRITE)).toBe('Well');
			expect(service.asked).toBe(3);
		},
	);

	test('a spent limit a write is repeated, for it did not happen', async () => {
		const service = new Service(failing('rateLimited', {}, { retryAfterMs: 30_000 }));
		const began = Date.now();
		expect(await service.ask(WRITE)).toBe('Well');
		expect(service.asked).toBe(2);
		expect(Date.now() - began).toBeGreaterThanOrEqual(30_000);
	});

	test.each<Kind>([
		'tokenRefused',
		'signIn',
		'forbidden',
		'notFound',
		'refused',
		'blocked',
		'unexpectedAnswer',
		'unknownOutcome',
		'cancelled',
	])('%s nothing is repeated', async (kind) => {
		const service = new Service(failing(kind));
		await expect(service.ask(READ)).rejects.toMatchObject({ kind, message: `It is ${kind}` });
		expect(service.asked).toBe(1);
	});
});

describe('a repeat', () => {
	const always = () => Array.from({ length: 50 }, () => broken('ECONNRESET'));

	test('is made a handful of times, or as often as was told', async () => {
		const service = new Service(...always());
		await expect(service.ask(READ)).rejects.toMatchObject({ kind: 'unreachable' });
		expect(service.asked).toBe(5);
		const once = new Service(...always());
		await expect(once.ask(READ, { retries: 1 })).rejects.toMatchObject({ kind: 'unreachable' });
		expect(once.asked).toBe(2);
	});

	test('is made as late as the service asks', async () => {
		const service = new Service(failing('unavailable', { retryAfterMs: 20_000 }));
		const began = Date.now();
		expect(await service.ask(READ)).toBe('Well');
		expect(Date.now() - began).toBeGreaterThanOrEqual(20_000);
	});

	test('is made after a pause though the service asks for none', async () => {
		const service = new Service(failing('unavailable', { retryAfterMs: 0 }));
		const began = Date.now();
		expect(await service.ask(READ)).toBe('Well');
		expect(Date.now() - began).toBeGreaterThanOrEqual(200);
	});

	test('is not made when the service asks for longer than the node waits', async () => {
		const service = new Service(failing('unavailable', { retryAfterMs: 600_000 }));
		await expect(service.ask(READ)).rejects.toMatchObject({
			kind: 'unavailable',
			retryAfterMs: 600_000,
		});
		expect(service.asked).toBe(1);
	});

	test('after an outage holds up no other call to the host', async () => {
		const service = new Service(
			failing('unavailable', { retryAfterMs: 600_000 }, { retryAfterMs: 600_000 }),
		);
		await expect(service.ask(READ)).rejects.toMatchObject({ kind: 'unavailable' });
		const began = Date.now();
		expect(await new Service().ask(READ, { maxRateLimitWaitSeconds: 0 })).toBe('Well');
		expect(Date.now() - began).toBeLessThan(10_000);
	});

	test('is not made for what nobody wants any more', async () => {
		const unwanted = new AbortController();
		const service = new Service(() => {
			unwanted.abort();
			return broken('ECONNRESET')();
		});
		const to = { ...destination, signal: unwanted.signal };
		await expect(service.ask(READ, {}, to)).rejects.toMatchObject({ kind: 'cancelled' });
		expect(service.asked).toBe(1);
	});

	test('is not made when the execution is cancelled', async () => {
		const service = new Service(() => {
			execution.abort();
			return broken('ECONNRESET')();
		});
		const to = { ...destination, signal: new AbortController().signal };
		await expect(service.ask(READ, {}, to)).rejects.toMatchObject({ kind: 'cancelled' });
		expect(service.asked).toBe(1);
	});
});

describe('calls that are spent', () => {
	test.each([
		[20, 'The node waits at most 20 seconds for that'],
		[0, 'The node waits no time for that'],
	])('for longer than %i s are told with how long it would be', async (seconds, waits) => {
		await new Service((heard) => heard({ limit: 1, remaining: 0, resetInMs: 50_000 })).ask(READ);
		const service = new Service();
		const asked = service.ask(READ, { maxRateLimitWaitSeconds: seconds, itemIndex: 3 });
		await expect(asked).rejects.toMatchObject({
			kind: 'rateLimited',
			message: expect.stringMatching(/^The calls .* are spent; the next one may go out in 50 sec/),
			description: expect.stringContaining(waits),
			context: { itemIndex: 3 },
		});
		expect(service.asked).toBe(0);
	});

	test('are waited for, and what that took is noted', async () => {
		await new Service((heard) => heard({ limit: 1, remaining: 0, resetInMs: 50_000 })).ask(READ);
		expect(await new Service().ask(READ)).toBe('Well');
		expect(waitsOf(context).limit).toBe(1);
		expect(waitsOf(context).ms).toBeGreaterThanOrEqual(49_000);
	});

	test('are not waited for by an execution that was cancelled', async () => {
		execution.abort();
		const service = new Service();
		await expect(service.ask(WRITE)).rejects.toMatchObject({
			kind: 'cancelled',
			message: 'The execution was cancelled before the reply was asked for',
			description: 'Nothing was sent',
		});
		expect(service.asked).toBe(0);
	});
});

describe('what the node itself cannot handle', () => {
	const unreadable = async (question: Question) =>
		await createSender(context)(question, destination, async () => {
			throw new TypeError('what is not a function');
		});

	test('is told of a read', async () => {
		await expect(unreadable(READ)).rejects.toMatchObject({
			kind: 'unexpectedAnswer',
			message: expect.stringMatching(/could not read what came for the ticket \(TypeError: what/),
			description: expect.stringMatching(/report it/),
		});
	});

	test('leaves open whether a write happened', async () => {
		await expect(unreadable(WRITE)).rejects.toMatchObject({ kind: 'unknownOutcome' });
	});
});

test('however many calls are under way, none listens to the execution itself', async () => {
	const listen = jest.spyOn(execution.signal, 'addEventListener');
	const service = new Service(broken('ECONNRESET'));
	await Promise.all([1, 2, 3].map(async () => await service.ask(READ)));
	expect(listen).not.toHaveBeenCalled();
});

test('what nobody wants any more is left to end by itself, so that its answer still counts', async () => {
	const unwanted = new AbortController();
	const service = new Service(() => unwanted.abort());
	const to = { ...destination, signal: unwanted.signal };
	expect(await service.ask(READ, {}, to)).toBe('Well');
});
