import type { Fault, Sandbox } from '../../sandbox';
import type { Surroundings, PollOutcome } from './n8n';
import { N8n } from './n8n';
import { Desk, FILTERS } from './desk';
import type { Between, FaultAt, History, Step, Watch } from './history';
import { OddTickets } from './odd';
import { Truth } from './truth';

export interface Stage extends Surroundings {
	sandbox: Sandbox;
	/** Sets the service's clock ahead of this machine's. */
	setClockAhead: (seconds: number) => void;
}

const HOUR = 3_600;

/** Polls at the end, with nothing in between: once so many brought nothing, everything must have come. */
const LAST_POLLS = {
	usual: { seconds: 60, quiet: 3 },
	/** When the clock was set back, or rows of one second never stand still, the looks of an hour may be needed. */
	ofAnHour: { seconds: 300, quiet: 16 },
	most: 150,
};

/** The longest time that the service asks to wait, in seconds. */
export const LONGEST_RETRY_AFTER = 600;

/** While the service's clock is set back, n8n is not away for an hour: what is stamped early is too old by then. */
const LONGEST_AWAY_SECONDS = 1_200;

const MOST_STATE_BYTES = 65_536;

/** What the service does to the calls of each kind of fault. */
export const FAULTS: Record<FaultAt['fault'], Fault> = {
	retryLater: { kind: 'rateLimit', retryAfter: LONGEST_RETRY_AFTER },
	maintenance: {
		kind: 'status',
		status: 503,
		headers: { 'retry-after': `${LONGEST_RETRY_AFTER}` },
	},
	retrySoon: { kind: 'rateLimit', retryAfter: 5 },
	unavailable: { kind: 'status', status: 503 },
	reset: { kind: 'reset' },
	hang: { kind: 'hang' },
	html: { kind: 'html', status: 200 },
	emptyBody: { kind: 'emptyBody' },
	malformedJson: { kind: 'malformedJson' },
	malformedRow: { kind: 'malformedRow', row: 7 },
};

function parametersOf(history: History, { event, filter, product }: Watch) {
	const { maxTickets, includeDetails } = history;
	return {
		productId: `${product}`,
		event,
		filters: FILTERS[filter],
		simplify: false,
		options: { maxTicketsPerPoll: maxTickets, includeDetails },
	};
}

/**
 * Lives a history with the local Desk360 and a published workflow, then lets polls come until they bring
 * nothing, and gives what was wrong.
 */
export async function live(history: History, stage: Stage): Promise<string[]> {
	const { sandbox, pass } = stage;
	let { watch, clockAheadSeconds } = history;
	let askewUntil = 0;
	/** Which state is that of what was watched before the last edit. */
	let outdated: unknown;
	sandbox.reset();
	const { answers, ties: tieOrder, idsAs } = history;
	Object.assign(sandbox.settings, { answers, tieOrder, idsAs });
	for (const id of [1, 2]) sandbox.world.createProduct({ id });
	stage.setClockAhead(clockAheadSeconds);
	// The window of the history before is over.
	pass(2 * HOUR);

	const truth = new Truth(watch, history.includeDetails);
	const desk = new Desk(sandbox.world, (ticket) => truth.note(ticket));
	const odd = new OddTickets(sandbox);
	const n8n = new N8n(stage, history.isDurable, {});

	const polling = async (
		poll: () => Promise<PollOutcome[]>,
		{ between = [], fault }: { between?: Between[]; fault?: FaultAt } = {},
	) => {
		n8n.parameters = parametersOf(history, watch);
		// Two polls never share a second; what happens after a poll may still fall into its second.
		pass(1);
		let count = 0;
		let hasOdd = false;
		sandbox.hooks.onRequest = (request) => {
			count++;
			for (const { call, happening } of between) {
				if (call === count) desk.happen(happening, watch);
			}
			if (odd.meet(request)) hasOdd = true;
		};
		if (fault)
			sandbox.faults.add({ ...FAULTS[fault.fault], skip: fault.call - 1, times: fault.times });
		truth.beforePoll(Date.now() < askewUntil);
		const callsBefore = sandbox.requests.count();
		const outcomes = await poll();
		const calls = sandbox.requests.entries.slice(callsBefore);
		const isShort = hasOdd || calls.length === 0 || calls.some(({ status }) => status !== 200);
		if (isShort || history.callsPerMinute === 10) truth.noteShortage();
		for (const outcome of outcomes) truth.take(outcome);
		truth.afterPoll(n8n.state !== undefined && n8n.state.watch !== outdated, Date.now());
		sandbox.faults.clear();
		sandbox.hooks.onRequest = undefined;
		if (n8n.isDead) truth.complain('dead: no attempt to publish came through');
		const bytes = JSON.stringify(n8n.state ?? {}).length;
		if (bytes > MOST_STATE_BYTES) truth.complain(`the state has ${bytes} bytes`);
		return outcomes.flatMap(({ items }) => items).length;
	};

	let lastQuietPollAt = 0;
	/** A poll with nothing in between. */
	const quietPoll = async () => {
		lastQuietPollAt = Date.now();
		return await polling(async () => await n8n.poll('kept'));
	};

	const tick = async (seconds: number) => {
		const until = Date.now() + seconds * 1000;
		for (;;) {
			const next = Math.max(Date.now(), lastQuietPollAt + LONGEST_AWAY_SECONDS * 1000);
			if (next > until || next > askewUntil) break;
			pass((next - Date.now()) / 1000);
			await quietPoll();
		}
		pass(Math.max(0, until - Date.now()) / 1000);
	};

	const take = async (step: Step): Promise<void> => {
		if (step.do === 'spoil') {
			const ticket = desk.changedLately(step.pick, watch);
			if (ticket) odd.spoil(ticket.id, step.lacks, step.reads);
		} else if (step.do === 'tick') await tick(step.seconds);
		else if (step.do === 'setClockBack') {
			// Once a year, at most.
			if (askewUntil > 0 || !truth.canTellAfterClockChange(Date.now())) return;
			stage.setClockAhead((clockAheadSeconds -= HOUR));
			askewUntil = Date.now() + HOUR * 1000;
			lastQuietPollAt = Date.now();
		} else if (step.do === 'poll') await polling(async () => await n8n.poll(step.fate), step);
		else if (step.do === 'overlap') {
			await polling(async () => await n8n.overlap(step.polls, step.inLine), step);
		} else if (step.do === 'restart') await polling(async () => [await n8n.restart()], step);
		else if (step.do === 'republish') await polling(async () => [await n8n.publish()], step);
		else if (step.do === 'edit') {
			const isSame = JSON.stringify(step.watch) === JSON.stringify(watch);
			if (!isSame) {
				truth.watchAnew(step.watch);
				outdated = n8n.state?.watch;
			}
			watch = step.watch;
			await polling(async () => [await n8n.publish()]);
		} else desk.happen(step, watch);
	};

	for (let count = 0; count < history.before; count++) {
		pass((count % 3) * 20);
		desk.create(watch, count % 10 < 7);
	}
	sandbox.rateLimit.limit = history.callsPerMinute;
	await polling(async () => [await n8n.publish()]);
	for (const step of history.steps) await take(step);

	// Nothing is to be waited for any more, and nothing is odd.
	odd.heal();
	pass(LONGEST_RETRY_AFTER);
	const mayBeHidden = askewUntil > 0 || history.ties === 'shuffled';
	const { seconds, quiet } = mayBeHidden ? LAST_POLLS.ofAnHour : LAST_POLLS.usual;
	for (let polls = 0, left = quiet; left > 0; polls++) {
		if (polls > LAST_POLLS.most) {
			truth.complain('never done');
			break;
		}
		pass(seconds);
		const count = await quietPoll();
		const isDone = n8n.state?.backlog === undefined && n8n.state?.low === n8n.state?.front;
		left = count === 0 && isDone ? left - 1 : quiet;
	}
	truth.finish();
	return truth.complaints;
}
