import type { FastifyInstance } from 'fastify';

import { readBody } from '../service/body';
import { viewsFor, type Desk } from '../service/desk';
import type { ReceivedFile, StoredFile } from '../world/fileStore';
import {
	optionalInteger,
	optionalJson,
	readAll,
	requiredEmail,
	requiredInteger,
	requiredText,
} from '../service/validation';
import { findProduct, findTicket, type ProductPath, type TicketPath } from './tickets';

/** Creating and replying, as JSON or as a form with attachments. */
export function addWritingRoutes(app: FastifyInstance, desk: Desk): void {
	const created = { config: { answer: 'created' } } as const;
	app.post<ProductPath>('/products/:productId/tickets', created, async (request) => {
		const productId = findProduct(desk, request.params.productId);
		const { fields, files } = await readBody(request, desk.settings.keepFileBytes);
		const { attachments, ...ticket } = readAll({
			attachments: files,
			name: () => requiredText(fields, 'name'),
			email: () => requiredEmail(fields, 'email'),
			reason_id: () => requiredInteger(fields, 'reason_id'),
			description: () => requiredText(fields, 'description'),
			status: () => requiredInteger(fields, 'status'),
			agent_id: () => optionalInteger(fields, 'assign_to_agent_id'),
			settings: () => optionalJson(fields, 'settings'),
		});
		const made = desk.world.createTicket({
			...ticket,
			productId,
			channel: 'Api',
			platform: 'Api',
			country_code: null,
			attachments: keep(desk, attachments),
		});
		return viewsFor(desk, request).row(made);
	});

	const replied = { config: { answer: 'replied' } } as const;
	app.post<TicketPath>('/products/:productId/tickets/:ticketId/reply', replied, async (request) => {
		const ticket = findTicket(desk, request.params);
		const { fields, files } = await readBody(request, desk.settings.keepFileBytes);
		const { attachments, message } = readAll({
			attachments: files,
			message: () => requiredText(fields, 'message'),
		});
		const made = desk.world.addMessage(ticket.id, {
			agent_id: request.account?.agentId ?? null,
			message,
			attachments: keep(desk, attachments),
		});
		return viewsFor(desk, request).message(made);
	});
}

const keep = ({ world }: Desk, files: ReceivedFile[]): StoredFile[] =>
	files.map((file) => world.files.keep(file));
