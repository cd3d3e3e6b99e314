import { describe, expect, test } from '@jest/globals';

import type { Call, Caller } from '../../../nodes/Desk360/api/client';
import { within } from '../../../nodes/Desk360/trigger/limits';
import { StopEarly } from '../../../nodes/Desk360/trigger/stopEarly';
import { DeskFault } from './desk';

const QUESTION: Call<string> & { effect: 'read' } = {
	effect: 'read',
	path: '/products',
	subject: 'the product list',
	target: 'product list',
	read: () => ({ value: 'answer', notes: [] }),
};

const answering = (async () => ({ value: 'answer', headers: {} })) as unknown as Caller;
const hanging = (async () => await new Promise<never>(() => {})) as Caller;
const refusing = (async () => {
	throw new DeskFault('unavailable');
}) as Caller;

const never = new Promise<never>(() => {});

describe('the share of a poll', () => {
	test('ends after so many calls', async () => {
		const caller = within({ calls: 2, timeIsUp: never }, answering);
		expect(await caller.call(QUESTION)).toMatchObject({ value: 'answer' });
		await caller.call(QUESTION);
		await expect(caller.call(QUESTION)).rejects.toBeInstanceOf(StopEarly);
		expect(caller).toMatchObject({ made: 2, extra: 0, answered: 2 });
	});

	test('counts apart the calls that others are to pay for', async () => {
		const caller = within({ calls: 3, timeIsUp: never }, answering);
		await caller.call(QUESTION);
		await caller.extraCall(QUESTION);
		expect(caller).toMatchObject({ made: 2, extra: 1, answered: 2 });
	});

	test('ends with the time, even while an answer is waited for', async () => {
		const caller = within({ calls: 9, timeIsUp: Promise.resolve() }, hanging);
		await expect(caller.call(QUESTION)).rejects.toBeInstanceOf(StopEarly);
		await expect(caller.call(QUESTION)).rejects.toBeInstanceOf(StopEarly);
		expect(caller).toMatchObject({ made: 1, answered: 0 });
	});

	test('counts a call that did not work as made, not as answered', async () => {
		const caller = within({ calls: 2, timeIsUp: never }, refusing);
		await expect(caller.call(QUESTION)).rejects.toBeInstanceOf(DeskFault);
		expect(caller).toMatchObject({ made: 1, answered: 0 });
	});
});
