import { pause } from '../pause';
import { pick, seededRandom, type Random } from './random';
import { answerAsAgent, openTicket } from './seed';
import { agentIds, topics } from './texts';
import type { TicketView } from './records';
import type { World } from './world';

export interface LiveOptions {
	/** Between one thing and the next, in milliseconds. */
	everyMs: number;
	/** The same seed lets the same things happen in the same order. */
	seed: number;
}

export const defaultLive: LiveOptions = { everyMs: 4000, seed: 7 };

/** Lets one thing after the other happen until the signal fires. */
export async function runLive(
	world: World,
	{ everyMs, seed }: LiveOptions,
	until: AbortSignal,
): Promise<void> {
	const random = seededRandom(seed);
	while (await pause(everyMs, until)) liveStep(world, random);
}

/** One thing that happens in a help desk: a new ticket, a customer's or an agent's message, or another status. */
export function liveStep(world: World, random: Random): void {
	const product = world.products.length > 0 ? pick(random, world.products) : world.createProduct();
	const recent = world.ticketsOf(product.id).slice(-10);
	const chance = random();
	if (recent.length === 0 || chance < 0.3) {
		openTicket(world, product.id, random);
		return;
	}
	const ticket = pick(random, recent);
	if (chance < 0.55) writeAsCustomer(world, ticket, random);
	else if (chance < 0.8) answer(world, ticket, random);
	else decide(world, ticket, random);
}

function writeAsCustomer(world: World, ticket: TicketView, random: Random): void {
	world.addMessage(ticket.id, { message: pick(random, topicOf(ticket).customer) });
	if (ticket.status === RESOLVED) world.changeStatus(ticket.id, REOPENED, null);
}

function answer(world: World, ticket: TicketView, random: Random): void {
	const agentId = ticket.agent_id ?? pick(random, agentIds);
	if (ticket.agent_id === null) world.assign(ticket.id, agentId);
	answerAsAgent(world, ticket.id, agentId, pick(random, topicOf(ticket).agent), random);
}

function decide(world: World, ticket: TicketView, random: Random): void {
	const next = ticket.status === RESOLVED ? REOPENED : pick(random, [RESOLVED, WAITING]);
	if (next !== ticket.status) world.changeStatus(ticket.id, next);
	else world.addMessage(ticket.id, { message: pick(random, topicOf(ticket).customer) });
}

const RESOLVED = 1;
const WAITING = 2;
const REOPENED = 3;

const fallback = { customer: ['Any news?'], agent: ['We are on it.'] };

const topicOf = ({ subject }: TicketView) =>
	topics.find((topic) => topic.subject === subject) ?? fallback;
