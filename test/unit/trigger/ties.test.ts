import { beforeEach, describe, expect, test } from '@jest/globals';

import { create, desk, drained, openDesk, started } from './scene';
import { idsOf } from './trigger';
import type { Trigger } from './trigger';

beforeEach(openDesk);

/** Opens tickets one second after the other. */
function createEachSecond(count: number): string[] {
	return Array.from({ length: count }, () => {
		desk.seconds += 1;
		return create(1);
	}).flat();
}

/** What comes when so many others have come that the first page shows none of these. */
async function afterOthers(trigger: Trigger, ids: string[]): Promise<string[]> {
	ids.push(...createEachSecond(45));
	return await drained(trigger);
}

/** Puts the first of these last in their second where page 1 is read, and first where page 2 is read. */
function hideFirst(ids: string[], what: string): void {
	const [first, ...others] = ids.map((id) => desk.find(id));
	others.forEach((ticket, index) => {
		if (ticket) ticket.rank = index;
	});
	if (first) first.rank = what === 'page 1' ? others.length : -1;
}

describe('a ticket that two readings hide, as its second is in another order on each page,', () => {
	test.each([
		['is the oldest news', 0, false],
		['is followed by older news', 3, false],
		['was known before it changed', 0, true],
		['was known before, and is followed by older news', 3, true],
	])('comes when it %s', async (_case, older, isKnown) => {
		const [known = ''] = create(1);
		desk.seconds += 60;
		const trigger = await started('ticketUpdated');
		const ids = createEachSecond(older);
		desk.seconds += 1;
		const [other = '', hidden = known] = create(isKnown ? 1 : 2);
		const ticket = desk.find(hidden);
		if (isKnown && ticket) desk.touch(ticket);
		ids.push(other, hidden, ...createEachSecond(19));
		const report = await trigger.poll({
			before: (call, what) => {
				if (call <= 4) hideFirst([hidden, other], what);
			},
		});
		const came = [...idsOf(report), ...(await afterOthers(trigger, ids))];
		expect(came.sort()).toEqual(ids.sort());
	});

	test('comes when others arrive meanwhile, which make pages overlap as well', async () => {
		const trigger = await started('ticketUpdated');
		desk.seconds += 1;
		const crowd = create(4);
		const ids = [...crowd, ...createEachSecond(18)];
		desk.seconds += 1;
		const report = await trigger.poll({
			before: (call, what) => {
				if (call <= 4) hideFirst(crowd, what);
				if (call === 3) ids.push(...create(1));
			},
		});
		const came = [...idsOf(report), ...(await afterOthers(trigger, ids))];
		expect(came.sort()).toEqual(ids.sort());
	});
});

test('a ticket that a second look meets on two pages, as another one arrives meanwhile, comes once', async () => {
	const trigger = await started('ticketCreated');
	const crowd = create(45);
	expect(idsOf(await trigger.poll()).sort()).toEqual(crowd.sort());
	const [late = ''] = create(1);
	const order = [...crowd.slice(0, 39), late, ...crowd.slice(39)];
	order.forEach((id, index) => Object.assign(desk.find(id) ?? {}, { rank: index }));
	const ids = [late];
	const report = await trigger.poll({
		before: (_call, what) => {
			if (what === 'page 3') ids.push(...createEachSecond(1));
		},
	});
	expect(ids).toHaveLength(2);
	expect([...idsOf(report), ...(await drained(trigger))].sort()).toEqual(ids.sort());
});
