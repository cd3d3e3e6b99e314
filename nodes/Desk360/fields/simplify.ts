import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { messagesOf } from '../api/shapes';
import type { Ticket, TicketDetails, TicketRow } from '../api/types';
import { PRIORITY_OPTIONS, STATUS_OPTIONS, labelOf } from './codes';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/**
 * A ticket in at most eleven fields, its product not counted, the service's names kept, with labels instead of codes where one is known.
 * A row of the list keeps its last message, the details keep all messages.
 */
export function simplifyTicket(ticket: Ticket | TicketRow | TicketDetails): IDataObject {
	const conversation =
		'messages' in ticket
			? { messages: messagesOf(ticket)?.value ?? [] }
			: 'last_message' in ticket
				? { last_message: ticket.last_message }
				: {};
	return {
		id: ticket.id,
		subject: ticket.subject,
		name: ticket.name,
		email: ticket.email,
		status: labelOf(STATUS_OPTIONS, ticket.status),
		priority: labelOf(PRIORITY_OPTIONS, ticket.priority),
		reason_id: ticket.reason_id,
		agent_id: ticket.agent_id,
		...conversation,
		created_at: ticket.created_at,
		updated_at: ticket.updated_at,
	} as IDataObject;
}
