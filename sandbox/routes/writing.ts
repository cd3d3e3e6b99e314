import type { FastifyInstance } from 'fastify';

import { readBody, type Body } from '../service/body';
import { viewsFor, type Desk } from '../service/desk';
import type { StoredFile } from '../world/fileStore';
import {
	optionalInteger,
	optionalJson,
	requiredEmail,
	requiredInteger,
	requiredText,
} from '../service/validation';
import { findProduct, findTicket, type ProductPath, type TicketPath } from './tickets';

/** Creating and replying, as JSON or as a form with attachments. */
export function addWritingRoutes(app: FastifyInstance, desk: Desk): void {
	app.post<ProductPath>('/products/:productId/tickets', async (request) => {
		const productId = findProduct(desk, request.params.productId);
		const { fields, files } = await readBody(request, desk.settings.keepFileBytes);
		const ticket = {
			name: requiredText(fields, 'name'),
			email: requiredEmail(fields, 'email'),
			reason_id: requiredInteger(fields, 'reason_id'),
			description: requiredText(fields, 'description'),
			status: requiredInteger(fields, 'status'),
			agent_id: optionalInteger(fields, 'assign_to_agent_id'),
			settings: optionalJson(fields, 'settings'),
		};
		const created = desk.world.createTicket({
			...ticket,
			productId,
			channel: 'Api',
			platform: 'Api',
			country_code: null,
			attachments: keep(desk, files),
		});
		return viewsFor(desk, request).row(created);
	});

	app.post<TicketPath>('/products/:productId/tickets/:ticketId/reply', async (request) => {
		const ticket = findTicket(desk, request.params);
		const { fields, files } = await readBody(request, desk.settings.keepFileBytes);
		const message = desk.world.addMessage(ticket.id, {
			agent_id: request.account?.agentId ?? null,
			message: requiredText(fields, 'message'),
			attachments: keep(desk, files),
		});
		return viewsFor(desk, request).message(message);
	});
}

const keep = ({ world }: Desk, files: Body['files']): StoredFile[] =>
	files.map((file) => world.files.keep(file));
