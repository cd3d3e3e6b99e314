import { AnswerLost } from './proxy.mjs';

export const HUBSPOT = 'api.hubapi.com';

/** Contacts and tickets as HubSpot's API keeps them, as far as n8n's node and its search for tickets need them. */
export class Hubspot {
	/** @type {Array<{ vid: number, properties: Record<string, string> }>} */
	contacts = [];
	/** @type {Array<{ id: number, properties: Record<string, any>, contacts: number[] }>} */
	tickets = [];
	/** Whether the next ticket is added without an answer. */
	losesNextAnswer = false;

	/** @type {import('./proxy.mjs').Service} */
	answer = ({ method, path, body }) => {
		const email = /^\/contacts\/v1\/contact\/createOrUpdate\/email\/([^/]+)$/.exec(path)?.[1];
		const vid = /^\/contacts\/v1\/contact\/vid\/(\d+)\/profile$/.exec(path)?.[1];
		if (method === 'POST' && email) return this.#upsert(decodeURIComponent(email), body.properties);
		if (method === 'GET' && vid)
			return this.contacts.find((contact) => contact.vid === Number(vid));
		switch (`${method} ${path}`) {
			case 'POST /crm/v3/objects/tickets/search':
				return this.#search(body.filterGroups[0].filters[0]);
			case 'POST /crm-objects/v1/objects/tickets':
				return this.#add(body);
			case 'PUT /crm-associations/v1/associations/create-batch':
				return this.#associate(body);
			default:
				return undefined;
		}
	};

	/**
	 * @param {string} email
	 * @param {Array<{ property: string, value: string }>} properties
	 */
	#upsert(email, properties) {
		const known = this.contacts.find((contact) => contact.properties.email === email);
		const contact = known ?? { vid: 100 + this.contacts.length, properties: { email } };
		for (const { property, value } of properties) contact.properties[property] = value;
		if (!known) this.contacts.push(contact);
		return { vid: contact.vid, isNew: !known };
	}

	/** @param {{ propertyName: string, operator: string, value: string }} filter */
	#search({ propertyName, operator, value }) {
		const found = this.tickets.filter(({ properties }) => properties[propertyName] === value);
		return operator === 'EQ' ? { total: found.length, results: found.slice(0, 1) } : undefined;
	}

	/** @param {Array<{ name: string, value: string | number }>} properties */
	#add(properties) {
		const given = Object.fromEntries(properties.map(({ name, value }) => [name, value]));
		const ticket = { id: 500 + this.tickets.length, properties: given, contacts: [] };
		this.tickets.push(ticket);
		if (this.losesNextAnswer) {
			this.losesNextAnswer = false;
			throw new AnswerLost();
		}
		return { objectType: 'TICKET', objectId: ticket.id };
	}

	/** @param {Array<{ fromObjectId: number, toObjectId: number, definitionId: number }>} associations */
	#associate(associations) {
		for (const { fromObjectId, toObjectId } of associations) {
			this.tickets.find(({ id }) => id === fromObjectId)?.contacts.push(toObjectId);
		}
		return {};
	}
}
