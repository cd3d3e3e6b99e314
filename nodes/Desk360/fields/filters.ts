import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { TicketQuery } from '../api/tickets';
import { PRIORITY_OPTIONS, STATUS_OPTIONS, priorityValue, statusValue } from './codes';
import { calendarDay } from './dates';
import { emailPartValue, idValue, isEmpty, searchTextValue, ticketIdValue } from './values';

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

function idFilter(
	name: string,
	parameter: keyof TicketQuery,
	displayName: string,
	description: string,
): Filter {
	return {
		...textFilter(name, parameter, displayName, description, 'e.g. 12'),
		read: (value, label) => idValue(value, label),
	};
}

function dayFilter(
	name: string,
	parameter: keyof TicketQuery,
	displayName: string,
	description: string,
): Filter {
	return {
		field: { displayName, name, type: 'dateTime', default: '', description },
		parameter,
		read: calendarDay,
	};
}

/** In the alphabetical order in which the editor offers them. */
const FILTERS: Filter[] = [
	idFilter('agentId', 'agent_id', 'Agent ID', 'Only tickets assigned to this agent'),
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
	dayFilter(
		'endDate',
		'end_date',
		'End Date',
		"Only tickets up to this day. Desk360 takes the calendar day; the day is that of the workflow's time zone.",
	),
	textFilter('name', 'name', 'Name', 'Only tickets of customers with this name', 'e.g. John Doe'),
	textFilter(
		'platform',
		'platform',
		'Platform',
		'Only tickets that came from this platform, written as Desk360 shows it',
		'e.g. Android',
	),
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
	idFilter('reasonId', 'reason_id', 'Reason ID', 'Only tickets with this reason'),
	dayFilter(
		'startDate',
		'start_date',
		'Start Date',
		"Only tickets from this day on. Desk360 takes the calendar day; the day is that of the workflow's time zone.",
	),
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
		...idFilter('ticketId', 'id', 'Ticket ID', 'Only the ticket with this ID'),
		read: ticketIdValue,
	},
	idFilter('typeId', 'type_id', 'Type ID', 'Only tickets of this type'),
];

function filterCollection(filters: Filter[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: filters.map(({ field }) => field),
	};
}

/** The twelve filters of the ticket list. */
export const ticketFilters = filterCollection(FILTERS);

const NOT_FOR_TRIGGERS = ['endDate', 'startDate', 'ticketId'];

/** Those of the ticket list but dates and id: a trigger's window moves by itself. */
export const triggerFilters = filterCollection(
	FILTERS.filter(({ field }) => !NOT_FOR_TRIGGERS.includes(field.name)),
);

/**
 * The query of the ticket list for the filters that are filled; nothing empty is sent, zero is a value.
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
