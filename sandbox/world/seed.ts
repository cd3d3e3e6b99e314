import { pick, seededRandom, type Random } from './random';
import { samplePdf, samplePng, sampleText } from './sampleFiles';
import { agentIds, customers, sources, topics, typeIds, type Topic } from './texts';
import type { World } from './world';

const MINUTE = 60_000;

/** `none` starts empty; `{ tickets: n }` makes one product with n tickets, one a minute. */
export type Seed = 'none' | 'demo' | { tickets: number };

/** Fills an empty world. What the seed holds was always there, so the history begins after it. */
export function seedWorld(world: World, seed: Seed, now: Date): void {
	if (seed === 'demo') seedDemo(world, now);
	else if (seed !== 'none') seedMany(world, seed.tickets, now);
	world.history.length = 0;
}

/** One product with so many tickets, a minute apart, the last one a minute ago. */
function seedMany(world: World, tickets: number, now: Date): void {
	const productId = world.createProduct().id;
	for (let age = tickets; age > 0; age -= 1) {
		world.at(new Date(now.getTime() - age * MINUTE), () =>
			world.createTicket({
				...pickedBy(age, customers),
				...pickedBy(age, sources),
				productId,
				subject: pickedBy(age, topics).subject,
				description: pickedBy(age, topics).opening,
				priority: age % 4,
				status: (age >> 2) % 4,
			}),
		);
	}
}

const pickedBy = <T>(index: number, list: readonly T[]): T => list[index % list.length] as T;

const demoProducts = [
	{ id: 1, name: 'Mobile App', tickets: 45 },
	{ id: 2, name: 'Web Shop', tickets: 12 },
	{ id: 3, name: 'Partner Portal', tickets: 3 },
];

function seedDemo(world: World, now: Date): void {
	const random = seededRandom(360);
	for (const { id, name, tickets } of demoProducts) {
		world.createProduct({ id, name });
		for (let age = tickets; age > 0; age -= 1) {
			const opened = now.getTime() - age * 7 * 60 * MINUTE + Math.floor(random() * 60) * MINUTE;
			seedConversation(world, id, opened, random);
		}
	}
}

/** A ticket that was opened at that time and talked about for up to a few hours. */
function seedConversation(world: World, productId: number, opened: number, random: Random): void {
	const topic = pick(random, topics);
	const agentId = pick(random, agentIds);
	const answers = Math.floor(random() * 3);
	let time = opened;
	const later = () => new Date((time += Math.floor(2 + random() * 18) * MINUTE + 17_000));
	const { id } = world.at(new Date(opened), () => openTicket(world, productId, random, topic));
	if (answers > 0) world.at(later(), () => world.assign(id, agentId));
	for (let turn = 0; turn < answers; turn += 1) {
		world.at(later(), () => answerAsAgent(world, id, agentId, topic.agent[turn], random));
		world.at(later(), () => world.changeStatus(id, pick(random, [1, 2, 2]), agentId));
		if (random() < 0.6) {
			world.at(later(), () => world.addMessage(id, { message: topic.customer[turn] ?? 'Thanks!' }));
			if (world.ticket(id).status === 1) world.at(later(), () => world.changeStatus(id, 3, null));
		}
	}
}

/** Somebody opens a ticket, every fourth time with a picture or notes. */
export function openTicket(
	world: World,
	productId: number,
	random: Random,
	topic: Topic = pick(random, topics),
) {
	return world.createTicket({
		...pick(random, customers),
		...pick(random, sources),
		productId,
		subject: topic.subject,
		description: topic.opening,
		reason_id: topic.reasonId,
		type_id: pick(random, typeIds),
		priority: pick(random, [0, 1, 1, 2, 3]),
		attachments: random() < 0.25 ? [samplePng(), sampleText()] : [],
	});
}

/** An agent answers; an answer about an invoice brings it along. */
export function answerAsAgent(
	world: World,
	ticketId: number,
	agentId: number,
	message = 'Thank you for your message, we are looking into it.',
	random: Random = () => 0.5,
) {
	const attachments = message.includes('invoice') || random() < 0.1 ? [samplePdf()] : [];
	return world.addMessage(ticketId, { agent_id: agentId, message, attachments });
}
