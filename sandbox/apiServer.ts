import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';

import {
	failedValidation,
	internalError,
	methodNotAllowed,
	Refusal,
	routeNotFound,
	unsupportedContentType,
} from './service/answers';
import type { Desk } from './service/desk';
import { addControlRoutes } from './routes/control';
import { addApiFileRoutes, addFileHost } from './routes/files';
import { addLoginRoute } from './routes/login';
import { addProductRoutes } from './routes/products';
import { addTicketRoutes } from './routes/tickets';
import { addWritingRoutes } from './routes/writing';
import type { Settings } from './settings';
import { refusalAnswer } from './service/refusalAnswer';
import { addServiceHooks, addTokenCheck } from './service/serviceHooks';

/** The listener of the API, with the control plane beside it. */
export function buildApiServer(desk: Desk): FastifyInstance {
	const app = newServer(desk);
	app.register(async (service) => addService(service, desk), { prefix: '/v1' });
	app.register(async (control) => addControl(control, desk), { prefix: '/sandbox' });
	return app;
}

/** The listener that plays the file host. */
export function buildFileServer(desk: Desk): FastifyInstance {
	const app = newServer(desk);
	addFileHost(app, desk);
	return app;
}

function newServer({ settings }: Desk): FastifyInstance {
	// Connections are cut on close, or a client that keeps one alive, or hangs, would hold the server up.
	const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false, bodyLimit: 2 ** 30 });
	// Node.js would write it by a clock of its own, which does not go with the time of a test.
	app.addHook('onRequest', async (_request, reply) => {
		reply.header('date', new Date().toUTCString());
	});
	app.decorateRequest('account', undefined);
	app.decorateRequest('fault', undefined);
	app.decorateRequest('answerKind', undefined);
	setRefusalForm(app, () => settings.answers);
	app.setNotFoundHandler(() => {
		throw routeNotFound();
	});
	return app;
}

/** Every refusal is written down here, whoever throws it. */
function setRefusalForm(app: FastifyInstance, form: () => Settings['answers']): void {
	app.setErrorHandler<FastifyError>((thrown, _request, reply) => {
		const { status, body } = refusalAnswer(asRefusal(thrown), form());
		return reply.code(status).send(body);
	});
}

async function addControl(app: FastifyInstance, desk: Desk): Promise<void> {
	// It is no part of Desk360, so its answers keep their form.
	setRefusalForm(app, () => 'documented');
	addControlRoutes(app, desk);
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
		const known = routes.find((route) => route.path.test(path));
		throw known ? methodNotAllowed(request.method, known.methods) : routeNotFound();
	});
	addLoginRoute(app, desk);
	await app.register(async (behindToken) => {
		addTokenCheck(behindToken, desk);
		addProductRoutes(behindToken, desk);
		addTicketRoutes(behindToken, desk);
		addWritingRoutes(behindToken, desk);
		addApiFileRoutes(behindToken, desk);
	});
}

/** The paths that exist; with a method that has no route they answer 405 and not 404. */
const routes = [
	{ path: /^\/v1\/login$/, methods: ['POST'] },
	{ path: /^\/v1\/products$/, methods: ['GET'] },
	{ path: /^\/v1\/products\/[^/]+\/tickets$/, methods: ['GET', 'POST'] },
	{ path: /^\/v1\/products\/[^/]+\/tickets\/[^/]+$/, methods: ['GET'] },
	{ path: /^\/v1\/products\/[^/]+\/tickets\/[^/]+\/logs$/, methods: ['GET'] },
	{ path: /^\/v1\/products\/[^/]+\/tickets\/[^/]+\/reply$/, methods: ['POST'] },
];

function asRefusal(thrown: FastifyError | Refusal): Refusal {
	if (thrown instanceof Refusal) return thrown;
	if (thrown.statusCode === 415) return unsupportedContentType();
	if (thrown.statusCode === 400) return failedValidation(thrown.message);
	return internalError(thrown.message);
}
