import { AnswerLost } from './proxy.mjs';

export const PIPEDRIVE = 'api.pipedrive.com';

/** @typedef {{ id: number, name: string, emails: Array<{ value: string }> }} Person */

/** Persons, notes and activities as Pipedrive's API keeps them, as far as n8n's nodes need them. */
export class Pipedrive {
	/** @type {Person[]} */
	persons = [];
	/** @type {Array<{ id: number, content: string, person_id: number }>} */
	notes = [];
	/** @type {Array<Record<string, any>>} */
	activities = [];
	/** @type {Array<{ id: number, subscription_url: string, event_action: string, event_object: string }>} */
	webhooks = [];
	/** Whether the next activity is added without an answer. */
	losesNextAnswer = false;
	/** How many persons the search knows: it comes after them. */
	#searched = 0;

	/** @type {import('./proxy.mjs').Service} */
	answer = (asked) => {
		const data = this.#dataOf(asked);
		return data === undefined ? undefined : { success: true, data };
	};

	/** Lets the search know all persons there are. */
	catchUp() {
		this.#searched = this.persons.length;
	}

	/** @param {import('./proxy.mjs').Asked} asked */
	#dataOf({ method, path, query, body }) {
		const person = /^\/api\/v2\/persons\/(\d+)$/.exec(path)?.[1];
		if (method === 'GET' && person) return this.persons.find(({ id }) => id === Number(person));
		switch (`${method} ${path}`) {
			case 'GET /v1/persons/search':
				return { items: this.#search(query) };
			case 'POST /api/v2/persons':
				return added(this.persons, body);
			case 'GET /v1/notes':
				return this.notes.filter((note) => note.person_id === Number(query.get('person_id')));
			case 'POST /v1/notes':
				return added(this.notes, body);
			case 'POST /api/v2/activities':
				return this.#addActivity(body);
			case 'GET /v1/webhooks':
				return this.webhooks;
			case 'POST /v1/webhooks':
				return added(this.webhooks, body);
			default:
				return undefined;
		}
	}

	/** @param {URLSearchParams} query */
	#search(query) {
		const isExact = query.get('fields') === 'email' && query.get('exact_match') === 'true';
		const known = isExact ? this.persons.slice(0, this.#searched) : [];
		return known
			.filter(({ emails }) => emails.some(({ value }) => value === query.get('term')))
			.map(({ id, name, emails }) => ({
				result_score: 1,
				item: { id, name, emails: emails.map(({ value }) => value) },
			}));
	}

	/** @param {Record<string, any>} activity */
	#addActivity(activity) {
		const kept = added(this.activities, activity);
		if (!this.losesNextAnswer) return kept;
		this.losesNextAnswer = false;
		throw new AnswerLost();
	}
}

/**
 * @template {Record<string, any>} T
 * @param {T[]} list
 * @param {T} given
 */
function added(list, given) {
	const kept = { ...given, id: list.length + 1 };
	list.push(kept);
	return kept;
}
