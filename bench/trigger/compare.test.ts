import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EventName } from '../../nodes/Desk360/trigger/description';
import { EVENTS, history } from '../../test/model/history';
import { openStage } from '../../test/model/stage';
import { comeBack, passQuietHours, passSteadyStream } from './calmDays';
import type { Outcome } from './lived';
import { live } from './lived';
import { save, tell, waitForAnswers } from './outside';
import type { Results, Task } from './results';
import { ScheduledRequest } from './schedule';
import { DeskTrigger } from './trigger';
import type { Way } from './way';
import { openWorkshop } from './workshop';

/** Set by the script that runs this. */
declare const comparison: Task;

const HOUR_MS = 3_600_000;

let stage: Awaited<ReturnType<typeof openStage>>;
let ours: Way;
let theirs: Way[];
let results: Results;
beforeAll(async () => {
	waitForAnswers();
	stage = await openStage();
	const workshop = await openWorkshop(comparison.n8n, stage);
	ours = new DeskTrigger(stage);
	theirs = [
		new ScheduledRequest(workshop, { pages: 1 }),
		new ScheduledRequest(workshop, { pages: 5 }),
		new ScheduledRequest(workshop, { pages: 5, isSifted: true }),
	];
	results = { ours: ours.name, events: [], quiet: [], steady: [], downtime: [] };
}, HOUR_MS);
afterAll(async () => {
	save(comparison.file, results);
	await stage.close();
});

/** A row of the list tells of a new or changed ticket, and of nothing else. */
const waysFor = (event: EventName) =>
	event === 'ticketCreated' || event === 'ticketUpdated' ? [...theirs, ours] : [ours];

test.each(EVENTS)(
	'%s happens to all ways alike',
	async (event) => {
		const { histories: numRuns, seed } = comparison;
		const histories = fc.sample(history(event), { numRuns, seed });
		const happened: number[][] = [];
		for (const way of waysFor(event)) {
			tell(`${event}: ${way.name}`);
			const outcomes: Outcome[] = [];
			for (const lived of histories) outcomes.push(await live(lived, way, stage));
			happened.push(outcomes.map(({ events }) => events));
			results.events.push({ event, way: way.name, total: sumOf(outcomes) });
		}
		expect(happened).toEqual(happened.map(() => happened[0]));
	},
	HOUR_MS,
);

test(
	'so do calm days',
	async () => {
		for (const way of [...theirs, ours]) {
			tell(`Quiet hours, downtime: ${way.name}`);
			results.quiet.push(await passQuietHours(way, stage));
			results.downtime.push(await comeBack(way, stage));
		}
		for (const way of [...theirs.slice(0, 1), ours]) {
			tell(`A steady stream: ${way.name}`);
			results.steady.push(await passSteadyStream(way, stage));
		}
		const happened = results.steady.map(({ events }) => events);
		expect(happened).toEqual(happened.map(() => happened[0]));
	},
	HOUR_MS,
);

function sumOf(outcomes: Outcome[]): Outcome {
	const sum = (one: keyof Outcome) => outcomes.reduce((total, outcome) => total + outcome[one], 0);
	return {
		events: sum('events'),
		missed: sum('missed'),
		repeated: sum('repeated'),
		repeatedByN8n: sum('repeatedByN8n'),
		old: sum('old'),
		foreign: sum('foreign'),
		calls: sum('calls'),
		failed: sum('failed'),
		atStart: sum('atStart'),
		callsAtStart: sum('callsAtStart'),
	};
}
