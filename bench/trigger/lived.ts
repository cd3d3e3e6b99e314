import { Desk } from '../../test/model/desk';
import type { Between, FaultAt, Happening, History, Step, Watch } from '../../test/model/history';
import { FAULTS as MODEL_FAULTS, LONGEST_RETRY_AFTER, type Stage } from '../../test/model/lived';
import type { PollOutcome } from '../../test/model/n8n';
import { pickedByChange } from './picking';
import type { Count } from './tally';
import { Tally } from './tally';
import type { Way, WatchStep } from './way';

/** What a way made of a history. */
export interface Outcome extends Count {
	/** Calls after the start, refused ones too. */
	calls: number;
	/** Executions that failed. */
	failed: number;
	/** Tickets handed over when the watching began. */
	atStart: number;
	/** Calls that beginning to watch took. */
	callsAtStart: number;
}

const HOUR = 3_600;
/** With durable cursors n8n keeps no state of the poll at publication: a way has begun after the next ones. */
const FIRST_POLLS = { count: 3, seconds: 60 };

/**
 * At the end every way gets as many polls with nothing in between, over an hour if the clock was set back; one that
 * has put something off gets more.
 */
const LAST_POLLS = { count: 20, most: 150, seconds: 60, secondsAfterClockChange: 300 };

const QUIET_POLL: WatchStep = { do: 'poll', between: [], fate: 'kept' };

const FAULTS: typeof MODEL_FAULTS = {
	...MODEL_FAULTS,
	// Until it times out nothing happens, and time costs nothing here: what remains of it is the cut.
	hang: { kind: 'reset' },
};

/** What every way can watch: one event of one product. */
function watchOf({ watch: { events, filter } }: History): Watch {
	const [event = 'ticketCreated'] = events;
	return { event, filter, product: 1 };
}

const NOT_LIVED = ['addProduct', 'edit', 'hideProduct', 'showProduct', 'spoil'];

function isHappening(step: Step): step is Happening {
	return !NOT_LIVED.includes(step.do);
}

/** Lives a history with the local Desk360 and one way to watch it. */
export async function live(history: History, way: Way, stage: Stage): Promise<Outcome> {
	const { sandbox, pass } = stage;
	const { clockAheadSeconds } = history;
	const watch = watchOf(history);
	const tally = new Tally(watch);
	const desk = new Desk(pickedByChange(sandbox.world), (ticket) => tally.note(ticket));
	sandbox.reset();
	Object.assign(sandbox.settings, { tieOrder: history.ties, idsAs: history.idsAs });
	for (const id of [1, 2]) sandbox.world.createProduct({ id });
	stage.setClockAhead(clockAheadSeconds);
	// What the service granted in the history before is over.
	pass(2 * HOUR);

	const during = async <Result>(
		work: () => Promise<Result>,
		{ between = [], fault }: { between?: Between[]; fault?: FaultAt } = {},
	): Promise<Result> => {
		pass(1);
		const waiting = [...between].sort((one, other) => one.call - other.call);
		let calls = 0;
		sandbox.hooks.onRequest = () => {
			for (calls++; (waiting[0]?.call ?? Infinity) <= calls;) happenNext();
		};
		const happenNext = () => {
			const next = waiting.shift();
			if (next) desk.happen(next.happening, watch);
		};
		if (fault) {
			sandbox.faults.add({ ...FAULTS[fault.fault], skip: fault.call - 1, times: fault.times });
		}
		const result = await work();
		sandbox.faults.clear();
		sandbox.hooks.onRequest = undefined;
		// A way that makes fewer calls meets the same events, only later.
		while (waiting.length > 0) happenNext();
		return result;
	};

	for (let count = 0; count < history.before; count++) {
		pass((count % 3) * 20);
		desk.create(watch, count % 10 < 7);
	}
	sandbox.rateLimit.limit = history.callsPerMinute;
	const atStart = await during(
		async () => await way.start({ watch, isDurable: history.isDurable }),
	);
	for (let poll = 0; poll < FIRST_POLLS.count; poll++) {
		pass(FIRST_POLLS.seconds);
		const outcomes = await during(async () => await way.take(QUIET_POLL));
		atStart.push(...outcomes.flatMap(({ items }) => items));
	}
	const callsAtStart = sandbox.requests.count();
	const failedAtStart = way.failed;
	tally.start();

	const take = (outcomes: PollOutcome[]) => {
		for (const outcome of outcomes) tally.take(outcome);
	};
	let isClockSetBack = false;
	for (const step of history.steps) {
		if (step.do === 'tick') pass(step.seconds);
		else if (step.do === 'setClockBack') {
			// Once a year, at most.
			if (!isClockSetBack) stage.setClockAhead(clockAheadSeconds - HOUR);
			isClockSetBack = true;
		} else if (
			step.do === 'poll' ||
			step.do === 'overlap' ||
			step.do === 'restart' ||
			step.do === 'republish'
		) {
			take(await during(async () => await way.take(step), step));
		} else if (isHappening(step)) desk.happen(step, watch);
	}

	pass(LONGEST_RETRY_AFTER);
	const { count, most, seconds, secondsAfterClockChange } = LAST_POLLS;
	for (let poll = 0; poll < count || (way.isBehind && poll < most); poll++) {
		pass(isClockSetBack ? secondsAfterClockChange : seconds);
		take(await during(async () => await way.take(QUIET_POLL)));
	}
	return {
		...tally.finish(),
		calls: sandbox.requests.count() - callsAtStart,
		failed: way.failed - failedAtStart,
		atStart: atStart.length,
		callsAtStart,
	};
}
