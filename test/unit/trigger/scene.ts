import { expect } from '@jest/globals';

import type { EventName } from '../../../nodes/Desk360/trigger/description';
import { Desk, randomFrom } from './desk';
import { Trigger, idsOf } from './trigger';
import type { TriggerOptions } from './trigger';

/** The desk of the test that runs. */
export let desk: Desk;

/** A desk with two pages of tickets that changed over five hours; for `beforeEach`. */
export function openDesk(): void {
	desk = new Desk(randomFrom(1));
	for (let count = 0; count < 30; count++) {
		create(1);
		desk.seconds += 600;
	}
}

/** Opens tickets in this second and gives their ids. */
export function create(count: number): string[] {
	return Array.from({ length: count }, () => String(desk.create().row.id));
}

/** A trigger that has its starting point. */
export async function started(
	events: EventName | EventName[],
	options?: TriggerOptions,
): Promise<Trigger> {
	const trigger = new Trigger(desk, [events].flat(), options);
	expect((await trigger.poll()).items).toEqual([]);
	desk.seconds += 60;
	return trigger;
}

/** Polls until nothing comes any more. */
export async function drained(trigger: Trigger): Promise<string[]> {
	const ids: string[] = [];
	for (let quiet = 0; quiet < 3;) {
		const report = await trigger.poll();
		ids.push(...idsOf(report));
		quiet = report.items.length === 0 ? quiet + 1 : 0;
		desk.seconds += 60;
	}
	return ids;
}
