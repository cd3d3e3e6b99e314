import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { TicketQuery } from '../api/tickets';
import {
	PRIORITY_OPTIONS,
	STATUS_OPTIONS,
	priorityValue,
	statusValue,
	withWordOnAgents,
} from './codes';
import { calendarDay } from './dates';
import { agentLocator, platformLocator, reasonLocator, typeLocator } from './seenLocators';
import { emailPartValue, isEmpty, searchTextValue, seenIdValue, ticketIdValue } from './values';

/** One filter: its field in n8n, its name at Desk360, and the check of its value. */
interface Filter {
	field: INodeProperties;
	parameter: keyof TicketQuery;
	read: (value: unknown, label: string, timezone: string) => string | number;
}

function textFilter(
	name: string,
	parameter: keyof TicketQuery,
	displayName: string,
	description: string,
	placeholder: string,
): Filter {
	return {
		field: { displayName, name, type: 'string', default: '', description, placeholder },
		parameter,
		read: searchTextValue,
	};
}

function dayFilter(
	name: string,
	parameter: keyof TicketQuery,
	displayName: string,
	which: string,
): Filter {
	return {
		field: {
			displayName,
			name,
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description: `${which}: a day without a time. A time that an expression gives means the day in the workflow's time zone. Desk360 does not say which date of a ticket it compares.`,
		},
		parameter,
		read: calendarDay,
	};
}

/** In the alphabetical order of the editor. */
const FILTERS: Filter[] = [
	{
		field: agentLocator({
			displayName: 'Agent',
			name: 'agentId',
			description: 'Only tickets assigned to this agent',
		}),
		parameter: 'agent_id',
		read: seenIdValue,
	},
	{
		field: {
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'name@email.com',
			description: 'Only tickets of the customer with this email address',
		},
		parameter: 'email',
		read: emailPartValue,
	},
	dayFilter('endDate', 'end_date', 'End Date', 'Only tickets up to this day'),
	textFilter('name', 'name', 'Name', 'Only tickets of customers with this name', 'e.g. John Doe'),
	{
		field: platformLocator({
			displayName: 'Platform',
			name: 'platform',
			description: 'Only tickets that came from this platform, written as Desk360 shows it',
		}),
		parameter: 'platform',
		read: searchTextValue,
	},
	{
		field: {
			displayName: 'Priority',
			name: 'priority',
			type: 'options',
			options: PRIORITY_OPTIONS,
			default: 0,
			description: 'Only tickets with this priority. An expression may give another number.',
		},
		parameter: 'priority',
		read: priorityValue,
	},
	{
		field: reasonLocator({
			displayName: 'Reason',
			name: 'reasonId',
			description: 'Only tickets with this reason',
		}),
		parameter: 'reason_id',
		read: seenIdValue,
	},
	dayFilter('startDate', 'start_date', 'Start Date', 'Only tickets from this day on'),
	{
		field: {
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: STATUS_OPTIONS,
			default: 0,
			description: 'Only tickets with this status. An expression may give another number.',
		},
		parameter: 'status',
		read: statusValue,
	},
	textFilter('subject', 'subject', 'Subject', 'Only tickets whose subject matches', 'e.g. Invoice'),
	{
		...textFilter('ticketId', 'id', 'Ticket ID', 'Only the ticket with this ID', 'e.g. 1234'),
		read: ticketIdValue,
	},
	{
		field: typeLocator({
			displayName: 'Type',
			name: 'typeId',
			description: 'Only tickets of this type',
		}),
		parameter: 'type_id',
		read: seenIdValue,
	},
];

function filterCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options,
	};
}

/** The twelve filters of the ticket list. */
export const ticketFilters = filterCollection(
	FILTERS.map(({ field }) => (field.type === 'options' ? withWordOnAgents(field) : field)),
);

const NOT_FOR_TRIGGERS = ['endDate', 'startDate', 'ticketId'];

/** Without dates and id: a trigger's window moves by itself. */
export const triggerFilters = filterCollection(
	FILTERS.map(({ field }) => field).filter(({ name }) => !NOT_FOR_TRIGGERS.includes(name)),
);

/**
 * Nothing empty is sent; zero is a value.
 *
 * @throws InvalidValue naming the filter
 */
export function ticketQuery(filters: IDataObject, timezone: string): TicketQuery {
	const filled = FILTERS.filter(({ field }) => !isEmpty(filters[field.name]));
	return Object.fromEntries(
		filled.map(({ field, parameter, read }) => [
			parameter,
			read(filters[field.name], field.displayName, timezone),
		]),
	);
}
