import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { idInText, trimmed } from '../fields/values';
import { latestTickets } from './latestTickets';
import type { LatestTickets, Seen, LatestTicket } from './latestTickets';
import { listRefusal } from './listRefusal';

/** A value, and the tickets that have it. */
type Use = [value: string, tickets: LatestTicket[]];

const NOUNS: Record<Seen, string> = {
	agent: 'an agent',
	platform: 'a platform',
	reason: 'a reason',
	type: 'a type',
};

/** The most used first. */
function usesOf(tickets: LatestTicket[], what: Seen): Use[] {
	const uses = new Map<string, LatestTicket[]>();
	for (const ticket of tickets) {
		const value = ticket[what];
		if (value !== undefined) uses.set(value, [...(uses.get(value) ?? []), ticket]);
	}
	return [...uses].sort(([, some], [, others]) => others.length - some.length);
}

const howMany = ({ length }: LatestTicket[]) =>
	length === 1 ? '1 ticket' : `the last ${length} tickets`;

const matches = (text: string, typed: string) => text.toLowerCase().includes(typed);

/** `5 · 14 of the last 60 tickets, such as "Invoice for October is missing"`, and of several products in which. */
function asListItem(
	[value, uses]: Use,
	{ tickets, products }: LatestTickets,
	typed: string,
): INodeListSearchItems {
	const where = [...new Set(uses.map(({ product }) => product))].join(' and ');
	const topics = uses.map(({ topic }) => topic).filter((topic) => topic !== '');
	// Who searched for an example wants to see the one that was found.
	const example = topics.find((topic) => matches(topic, typed)) ?? topics[0];
	const parts = [
		`${value} · ${uses.length} of ${howMany(tickets)}`,
		example && `such as "${example}"`,
		products.length > 1 && `in ${where}`,
	];
	return { name: parts.filter(Boolean).join(', '), value };
}

function nothingSeen(
	context: ILoadOptionsFunctions,
	{ tickets, products }: LatestTickets,
	what: Seen,
): Error {
	const inWhich = products.length > 0 ? ` in ${products.join(' and ')}` : '';
	const found =
		tickets.length === 0
			? `There are no tickets yet${inWhich}`
			: `Of ${howMany(tickets)}${inWhich}, none has ${NOUNS[what]}`;
	const mode = what === 'platform' ? 'By Name' : 'By ID';
	return listRefusal(context, found, `Choose ${mode} beside this list to enter ${NOUNS[what]}`);
}

function searchSeen(what: Seen) {
	return async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const latest = await latestTickets(this);
		const uses = usesOf(latest.tickets, what);
		if (uses.length === 0) throw nothingSeen(this, latest, what);
		const typed = (idInText(filter) ?? trimmed(filter)).toLowerCase();
		const found = uses.filter(
			([value, tickets]) =>
				matches(value, typed) || tickets.some(({ topic }) => matches(topic, typed)),
		);
		return { results: found.map((use) => asListItem(use, latest, typed)) };
	};
}

export const searchAgents = searchSeen('agent');
export const searchPlatforms = searchSeen('platform');
export const searchReasons = searchSeen('reason');
export const searchTypes = searchSeen('type');
