import { describe, expect, test } from '@jest/globals';

import { pick, seededRandom, type Random } from '../../sandbox/world/random';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';
import { FAULTS_OF_ALL, FAULTS_OF_READS } from '../support/passingFaults';
import { Desk } from './desk';
import { EVENTS, type Happening, type Watches } from './history';
import { N8n } from './n8n';
import { openStage } from './stage';
import { Truths } from './truths';

declare const HISTORIES: { ofEachEvent: number; seed?: number };

/** Busy minutes for so many histories, at most ten at a time. */
const RUNS = Math.ceil(HISTORIES.ofEachEvent / 100);
const MINUTES = Math.min(10, Math.ceil(HISTORIES.ofEachEvent / 20));

const CHANGE_EVERY_MS = 300;
const POLL_EVERY_MS = 3_000;
const CALL_SECONDS = 0.1;
const FAULTS_A_CHANGE = 0.15;
const LAST_POLLS = 20;
/** Tickets that are talked about, those that changed last. */
const LIVELY = 30;

const FAULTS = [...FAULTS_OF_ALL, ...FAULTS_OF_READS];

const stage = forAllTests(openStage);

function someHappening(random: Random): Happening {
	const chance = random();
	if (chance < 0.25) return { do: 'create', count: 1, shown: true };
	const what = chance < 0.55 ? 'write' : chance < 0.8 ? 'setStatus' : 'touch';
	return { do: what, pick: Math.floor(random() * LIVELY) };
}

/** Lives minutes in which something happens every 300 ms and many requests fail, and gives what was wrong. */
async function busyMinutes(watch: Watches, seed: number): Promise<string[]> {
	const { sandbox, pass } = stage;
	const random = seededRandom(seed);
	sandbox.reset();
	sandbox.hooks.onRequest = undefined;
	sandbox.settings.tieOrder = 'shuffled';
	sandbox.settings.answers = pick(random, FORMS);
	// The rate limit of the run before is over.
	pass(7_200);
	const products = Number(watch.products);
	for (let id = 1; id <= products; id++) sandbox.world.createProduct({ id });
	const truth = new Truths(watch, false);
	const { filter, events } = watch;
	const placeOf = (chance: number) => ({ filter, product: 1 + Math.floor(chance * products) });
	const desk = new Desk(sandbox.world, (ticket) => truth.note(ticket));
	const parameters = { productId: 'all', events, simplify: false };
	const n8n = new N8n(stage, false, { ...parameters, filters: {}, options: {} });
	const poll = async () => {
		for (const outcome of await n8n.poll('kept')) truth.take(outcome);
	};

	for (let count = 0; count < LIVELY * products; count++) {
		desk.create({ filter, product: 1 + (count % products) }, true);
		pass(1);
	}
	truth.beforePoll(false);
	await n8n.publish();
	truth.afterPoll(() => true);

	let nextAt = Date.now();
	const goOn = () => {
		for (; nextAt <= Date.now(); nextAt += CHANGE_EVERY_MS) {
			desk.happen(someHappening(random), placeOf(random()));
			if (random() < FAULTS_A_CHANGE && sandbox.faults.pending < 2) {
				sandbox.faults.add(pick(random, FAULTS));
			}
		}
	};
	sandbox.hooks.onRequest = () => {
		pass(CALL_SECONDS);
		goOn();
	};
	const end = stage.every(CHANGE_EVERY_MS / 1_000, goOn);
	for (const until = Date.now() + MINUTES * 60_000; Date.now() < until;) {
		pass(POLL_EVERY_MS / 1_000);
		goOn();
		await poll();
	}
	end();
	sandbox.hooks.onRequest = undefined;
	sandbox.faults.clear();
	for (let polls = 0; polls < LAST_POLLS; polls++) {
		pass(60);
		await poll();
	}
	return truth.finish();
}

describe('on a busy desk, with rows of a second in another order on each page', () => {
	// Where no event takes calls of its own, more pages are read at a time.
	const watches: Watches[] = [
		{ events: ['ticketCreated', 'ticketUpdated'], filter: 'none', products: 1 },
		...[1, 2, 3].map((products): Watches => ({ events: EVENTS, filter: 'none', products })),
	];
	test.each(watches)(
		'each of $events in $products product(s) comes once, although many requests fail',
		async (watch) => {
			const first = HISTORIES.seed ?? Math.floor(Math.random() * 1_000_000);
			for (let seed = first; seed < first + RUNS; seed++) {
				const complaints = await busyMinutes(watch, seed);
				expect({ seed, complaints }).toEqual({ seed, complaints: [] });
			}
		},
		3_600_000,
	);
});
