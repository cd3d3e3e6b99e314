import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';

import {
	failedValidation,
	methodNotAllowed,
	Refusal,
	refusalBody,
	routeNotFound,
	unsupportedContentType,
} from './answers';
import type { Desk } from './desk';
import { addControlRoutes } from '../routes/control';
import { addFileHost, addFileRoute } from '../routes/files';
import { addLoginRoute } from '../routes/login';
import { addProductRoutes } from '../routes/products';
import { addTicketRoutes } from '../routes/tickets';
import { addWritingRoutes } from '../routes/writing';
import { addServiceHooks, addTokenCheck } from './serviceHooks';

/** The listener of the API, with the control plane beside it. */
export function buildApiServer(desk: Desk): FastifyInstance {
	const app = newServer();
	app.register(async (service) => addService(service, desk), { prefix: '/v1' });
	app.register(async (control) => addControlRoutes(control, desk), { prefix: '/sandbox' });
	return app;
}

/** The listener that plays the file host. */
export function buildFileServer(desk: Desk): FastifyInstance {
	const app = newServer();
	addFileHost(app, desk);
	return app;
}

function newServer(): FastifyInstance {
	// Connections are cut on close, or a client that keeps one alive, or hangs, would hold the server up.
	const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false, bodyLimit: 2 ** 30 });
	app.decorateRequest('account', undefined);
	app.decorateRequest('fault', undefined);
	app.setErrorHandler<FastifyError>((thrown, _request, reply) => {
		const { status, code, message } = asRefusal(thrown);
		return reply.code(status).send(refusalBody(code, message));
	});
	app.setNotFoundHandler(() => {
		throw routeNotFound();
	});
	return app;
}

async function addService(app: FastifyInstance, desk: Desk): Promise<void> {
	await app.register(multipart, { limits: { fileSize: Infinity, fieldSize: 2 ** 24 } });
	app.removeContentTypeParser('text/plain');
	app.addContentTypeParser('*', (_request, payload, done) => {
		// An upload nobody reads would stall its sender.
		payload.resume();
		done(null);
	});
	addServiceHooks(app, desk);
	app.setNotFoundHandler((request) => {
		const path = request.url.replace(/\?.*/, '');
		if (routes.some((route) => route.test(path))) throw methodNotAllowed(request.method);
		throw routeNotFound();
	});
	addLoginRoute(app, desk);
	await app.register(async (behindToken) => {
		addTokenCheck(behindToken, desk);
		addProductRoutes(behindToken, desk);
		addTicketRoutes(behindToken, desk);
		addWritingRoutes(behindToken, desk);
		addFileRoute(behindToken, desk);
	});
}

/** The paths that exist; with a method that has no route they answer 405 and not 404. */
const routes = [
	/^\/v1\/login$/,
	/^\/v1\/products$/,
	/^\/v1\/products\/[^/]+\/tickets$/,
	/^\/v1\/products\/[^/]+\/tickets\/[^/]+$/,
	/^\/v1\/products\/[^/]+\/tickets\/[^/]+\/(logs|reply)$/,
];

function asRefusal(thrown: FastifyError | Refusal): Refusal {
	if (thrown instanceof Refusal) return thrown;
	if (thrown.statusCode === 415) return unsupportedContentType();
	if (thrown.statusCode === 400) return failedValidation(thrown.message);
	return new Refusal(500, 'internal_server_error', thrown.message);
}
