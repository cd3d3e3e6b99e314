import type { FastifyInstance, FastifyRequest } from 'fastify';

import { failedValidation, modelNotFound } from '../service/answers';
import { viewsFor, type Desk } from '../service/desk';
import { defaultSettings, settingChoices } from '../settings';
import { defaultRateLimit, rateLimitChoices } from '../service/rateLimit';
import { optionalInteger, requiredInteger, requiredText, type Fields } from '../service/validation';
import { checkedPatch, newTicket, plannedFault } from './controlBodies';
import { overview } from './overview';
import { findProduct } from './tickets';

interface TicketById {
	Params: { id: string };
}

/** For other processes and curl. No token, no rate limit, no fault stands in its way. */
export function addControlRoutes(app: FastifyInstance, desk: Desk): void {
	app.get('/', async (request) => overview(desk, `http://${request.host}`));
	app.post('/reset', async () => {
		desk.reset();
		return { reset: true };
	});
	app.post('/token', async () => ({ token: desk.accounts.renewToken() }));
	addPlans(app, desk);
	addLogs(app, desk);
	addHappenings(app, desk);
}

function addLogs(app: FastifyInstance, desk: Desk): void {
	app.get('/history', async () => desk.world.history);
	app.get('/requests', async () => desk.requests.entries);
	app.delete('/requests', async () => {
		desk.requests.clear();
		return { requests: 0 };
	});
}

function addPlans(app: FastifyInstance, desk: Desk): void {
	app.post('/faults', async (request) => {
		desk.faults.add(plannedFault(bodyOf(request)));
		return { pending: desk.faults.pending };
	});
	app.delete('/faults', async () => {
		desk.faults.clear();
		return { pending: 0 };
	});
	app.patch('/settings', async (request) =>
		Object.assign(desk.settings, checkedPatch(bodyOf(request), defaultSettings, settingChoices)),
	);
	app.patch('/rate-limit', async (request) => {
		const rule = checkedPatch(bodyOf(request), defaultRateLimit, rateLimitChoices);
		Object.assign(desk.rateLimit, rule).reset();
		return desk.rateLimit.rule;
	});
}

/** What customers and agents do without the API. */
function addHappenings(app: FastifyInstance, desk: Desk): void {
	app.post('/tickets', async (request) => {
		const fields = bodyOf(request);
		const productId = findProduct(desk, `${optionalInteger(fields, 'product_id') ?? 1}`);
		const ticket = newTicket(fields);
		if (desk.world.find(`${ticket.id}`)) throw failedValidation('The id has already been taken.');
		return viewsFor(desk, request).details(desk.world.createTicket({ ...ticket, productId }));
	});
	app.post<TicketById>('/tickets/:id/messages', async (request) => {
		const fields = bodyOf(request);
		const message = {
			message: requiredText(fields, 'message'),
			agent_id: optionalInteger(fields, 'agent_id'),
		};
		const added = desk.world.addMessage(ticketId(desk, request.params.id), message);
		return viewsFor(desk, request).message(added);
	});
	app.post<TicketById>('/tickets/:id/status', async (request) => {
		const fields = bodyOf(request);
		const status = requiredInteger(fields, 'status');
		const agentId = optionalInteger(fields, 'agent_id') ?? undefined;
		const log = desk.world.changeStatus(ticketId(desk, request.params.id), status, agentId);
		return viewsFor(desk, request).log(log);
	});
	app.delete<TicketById>('/tickets/:id', async ({ params }) => {
		const id = ticketId(desk, params.id);
		desk.world.deleteTicket(id);
		return { deleted: id };
	});
}

function bodyOf({ body }: FastifyRequest<TicketById> | FastifyRequest): Fields {
	if (body === undefined || body === null) return {};
	if (typeof body !== 'object') throw failedValidation('The body must be a JSON object.');
	return body as Fields;
}

function ticketId({ world }: Desk, id: string): number {
	const ticket = world.find(id);
	if (!ticket) throw modelNotFound('ticket', id);
	return ticket.id;
}
