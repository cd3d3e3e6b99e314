import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Attachments, Message, TicketDetails } from '../../nodes/Desk360/api/types';

/** What the routes behind the token answer. */
export type AnswerKind = 'products' | 'tickets' | 'ticket' | 'logs' | 'created' | 'replied';

/**
 * An answer as PHP and Laravel write it by themselves, made from the documented one. Which lists have holes follows
 * from a page or an id, so that the same request gets the same form each time.
 */
export function frameworkForm(
	kind: AnswerKind,
	answer: unknown,
	request: FastifyRequest,
	reply: FastifyReply,
): unknown {
	switch (kind) {
		case 'products':
			return phpList(answer as unknown[], isEven((answer as unknown[]).length));
		case 'tickets':
			return phpList(answer as unknown[], isEven(request.entry.query.page || 1));
		case 'logs':
			return phpList(
				answer as unknown[],
				isEven((request.params as { ticketId: string }).ticketId),
			);
		case 'ticket':
			return phpTicket(answer as TicketDetails);
		case 'created':
			reply.code(201);
			return { data: answer };
		case 'replied':
			reply.code(201);
			return { data: phpMessage(answer as Message) };
	}
}

function phpTicket(ticket: TicketDetails) {
	const { id, messages = [] } = ticket;
	return {
		...ticket,
		settings: phpObject(ticket.settings ?? {}),
		custom_fields: phpObject(ticket.custom_fields ?? {}),
		messages: messages.length > 0 ? phpList(messages.map(phpMessage), isEven(id)) : null,
	};
}

function phpMessage(message: Message) {
	const { images, videos, files, others }: Attachments = message.attachments;
	const bucket = (elements: unknown[] = []) => phpList(elements, isEven(message.id));
	return {
		...message,
		attachments: {
			images: bucket(images),
			videos: bucket(videos),
			files: bucket(files),
			others: bucket(others),
		},
	};
}

/** An array that was filtered keeps its keys in PHP, and one whose keys have holes is written as an object. */
function phpList(rows: unknown[], hasHoles: boolean): unknown {
	if (!hasHoles || rows.length === 0) return rows;
	return Object.fromEntries(rows.map((row, index) => [2 * index + 1, row]));
}

/** PHP has one kind of array, so an object without fields is written as an empty list. */
function phpObject(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(phpObject);
	const fields = Object.entries(value).map(([name, field]) => [name, phpObject(field)]);
	return fields.length > 0 ? Object.fromEntries(fields) : [];
}

const isEven = (value: number | string) => Number(value) % 2 === 0;
