import type { EventName } from '../../nodes/Desk360/trigger/description';
import type { Watch } from '../../test/model/history';
import { Desk } from '../../test/model/desk';
import type { Stage } from '../../test/model/lived';
import { Tally } from './tally';
import type { Way, WatchStep } from './way';

/** A way in quiet hours: nothing changes and nothing goes wrong. */
export interface QuietHours {
	way: string;
	tickets: number;
	polls: number;
	calls: number;
}

/** A way in a steady stream of changes, as many as a page holds between two polls; nothing goes wrong. */
export interface SteadyStream {
	way: string;
	polls: number;
	changesPerPoll: number;
	events: number;
	missed: number;
	/** The number of the first poll that failed. */
	firstFailure?: number;
	failed: number;
	/** What the last of them said. */
	message: string;
}

/** A way after downtime: so many tickets came that they fill many pages. */
export interface Downtime {
	way: string;
	tickets: number;
	missed: number;
	repeated: number;
	/** Until nothing more came. */
	polls: number;
	calls: number;
}

const watchFor = (event: EventName): Watch => ({ event, filter: 'none', product: 1 });

const CHANGES = watchFor('ticketUpdated');

const CREATIONS = watchFor('ticketCreated');

const POLL: WatchStep = { do: 'poll', between: [], fate: 'kept' };

const QUIET = { tickets: 200, polls: 10 };

/** Enough to fill the history of Remove Duplicates, 10,000 unless set otherwise. */
const STEADY = { tickets: 40, polls: 600, changesPerPoll: 20 };

const DOWNTIME = { before: 40, tickets: 300, callsPerMinute: 10, quietPolls: 3 };

/** Fills a product with tickets, and lets a way begin to watch. */
async function begin(
	way: Way,
	{ sandbox, pass, setClockAhead }: Stage,
	watch: Watch,
	tickets: number,
) {
	const tally = new Tally(watch);
	const desk = new Desk(sandbox.world, (ticket) => tally.note(ticket));
	sandbox.reset();
	sandbox.world.createProduct({ id: watch.product });
	setClockAhead(0);
	pass(7_200);
	for (let count = 0; count < tickets; count++) {
		pass(20);
		desk.create(watch, true);
	}
	pass(60);
	await way.start({ watch, isDurable: false });
	pass(60);
	await way.take(POLL);
	tally.start();
	return { desk, tally };
}

export async function passQuietHours(way: Way, stage: Stage): Promise<QuietHours> {
	const { tickets, polls } = QUIET;
	await begin(way, stage, CHANGES, tickets);
	stage.pass(7_200);
	await way.take(POLL);
	const callsSoFar = stage.sandbox.requests.count();
	for (let poll = 0; poll < polls; poll++) {
		stage.pass(60);
		await way.take(POLL);
	}
	return { way: way.name, tickets, polls, calls: stage.sandbox.requests.count() - callsSoFar };
}

export async function passSteadyStream(way: Way, stage: Stage): Promise<SteadyStream> {
	const { tickets, polls, changesPerPoll } = STEADY;
	const { desk, tally } = await begin(way, stage, CHANGES, tickets);
	let firstFailure: number | undefined;
	for (let poll = 1; poll <= polls; poll++) {
		stage.pass(30);
		// Those changed longest ago are the last of the list.
		desk.happen(
			{ do: 'touchMany', count: changesPerPoll, pick: tickets - changesPerPoll },
			CHANGES,
		);
		stage.pass(30);
		for (const outcome of await way.take(POLL)) tally.take(outcome);
		if (way.failed > 0) firstFailure ??= poll;
	}
	const { events, missed } = tally.finish();
	const { name, failed, lastFailure: message } = way;
	return { way: name, polls, changesPerPoll, events, missed, firstFailure, failed, message };
}

export async function comeBack(way: Way, stage: Stage): Promise<Downtime> {
	const { before, tickets, callsPerMinute, quietPolls } = DOWNTIME;
	const { sandbox, pass } = stage;
	const { desk, tally } = await begin(way, stage, CREATIONS, before);
	for (let count = 0; count < tickets; count++) {
		pass(120);
		desk.create(CREATIONS, true);
	}
	sandbox.rateLimit.limit = callsPerMinute;
	sandbox.rateLimit.reset();
	const callsSoFar = sandbox.requests.count();
	const done = { polls: 0, calls: 0 };
	for (let polls = 1, left = quietPolls; left > 0 || way.isBehind; polls++) {
		pass(60);
		const outcomes = await way.take(POLL);
		for (const outcome of outcomes) tally.take(outcome);
		left--;
		if (!outcomes.some(({ items }) => items.length > 0)) continue;
		left = quietPolls;
		Object.assign(done, { polls, calls: sandbox.requests.count() - callsSoFar });
	}
	const { missed, repeated } = tally.finish();
	return { way: way.name, tickets, missed, repeated, ...done };
}
