import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeCredentials, INodeParameters } from 'n8n-workflow';

import { CREDENTIAL, DESK360, createDesk360Engine } from '../support/desk360';
import type { Engine, RunOptions } from '../support/engine';
import { rawClient } from '../support/rawClient';
import {
	LOGS,
	MESSAGE,
	PRODUCTS,
	SAMPLE_BEARER,
	TICKET_DETAILS,
	TICKET_ROW,
} from '../support/samples';
import { Wire, endWires, formOf, type WireRequest } from '../support/wire';

const raw = rawClient('https://api.desk360.com/v1', SAMPLE_BEARER);
const FILE = { name: 'note.txt', mimeType: 'text/plain', content: Buffer.from('A note') };
const NEW_TICKET = {
	name: 'John Doe',
	email: 'mail@mail.com',
	reason_id: 1,
	description: 'Hello World!',
	status: 1,
	assign_to_agent_id: 2,
};

let wire: Wire;
let engine: Engine;
let credentials: INodeCredentials;
beforeAll(async () => {
	wire = new Wire();
	engine = await createDesk360Engine();
	credentials = await engine.addCredentials(CREDENTIAL, { apiToken: SAMPLE_BEARER });
});
beforeEach(() => {
	wire.requests.length = 0;
});
afterAll(() => {
	endWires();
	engine.close();
});

/** What a server makes of a request, whatever its client. */
async function meaning(request: WireRequest) {
	const { method, path, query, headers } = request;
	const [contentType] = (headers['content-type'] ?? '').split(';');
	const isForm = contentType === 'multipart/form-data';
	const parts = isForm ? [...(await formOf(request)).entries()] : [];
	return {
		method,
		path,
		query,
		accept: headers.accept,
		authorization: headers.authorization,
		contentType,
		body: isForm
			? await Promise.all(
					parts.map(async ([name, value]) =>
						value instanceof File
							? [name, value.name, value.type, await value.text()]
							: [name, value],
					),
				)
			: request.body && JSON.parse(request.body),
	};
}

/** What the node sends, once it is the same as what the samples send. */
async function sentAlike(
	sample: () => Promise<unknown>,
	parameters: INodeParameters,
	run: RunOptions = {},
) {
	await sample();
	await engine.execute({ type: DESK360, credentials, parameters }, run);
	const [bySample, byNode] = await Promise.all(wire.requests.map(meaning));
	expect(wire.requests).toHaveLength(2);
	expect(byNode).toEqual(bySample);
	return byNode;
}

const HEADERS = { accept: 'application/json', authorization: `Bearer ${SAMPLE_BEARER}` };
const TICKET_1 = { productId: { __rl: true, mode: 'id', value: '1' }, ticketId: '1' };

describe('each endpoint of the documentation', () => {
	test('GET /products', async () => {
		wire.answer({ body: PRODUCTS });
		const sent = await sentAlike(async () => await raw.products(), {
			resource: 'product',
			operation: 'getAll',
		});
		expect(sent).toEqual({
			...HEADERS,
			method: 'GET',
			path: '/v1/products',
			query: {},
			contentType: '',
			body: '',
		});
	});

	test('GET /products/:productId/tickets', async () => {
		wire.answer({ body: [TICKET_ROW] });
		const query = { page: 1, reason_id: 2, priority: 0, platform: 'iOS', order: 'asc' };
		const sent = await sentAlike(async () => await raw.tickets(1, query), {
			operation: 'getAll',
			productId: '1',
			filters: { reasonId: '2', priority: 0, platform: 'iOS' },
			options: { order: 'asc' },
		});
		expect(sent).toEqual({
			...HEADERS,
			method: 'GET',
			path: '/v1/products/1/tickets',
			query: { page: '1', reason_id: '2', priority: '0', platform: 'iOS', order: 'asc' },
			contentType: '',
			body: '',
		});
	});

	test('GET /products/:productId/tickets/:ticketId', async () => {
		wire.answer({ body: TICKET_DETAILS });
		const sent = await sentAlike(async () => await raw.ticket(1, 1), {
			operation: 'get',
			...TICKET_1,
		});
		expect(sent).toMatchObject({ ...HEADERS, method: 'GET', path: '/v1/products/1/tickets/1' });
	});

	test('GET /products/:productId/tickets/:ticketId/logs', async () => {
		wire.answer({ body: LOGS });
		const sent = await sentAlike(async () => await raw.logs(1, 1), {
			operation: 'getLogs',
			...TICKET_1,
		});
		expect(sent).toMatchObject({
			...HEADERS,
			method: 'GET',
			path: '/v1/products/1/tickets/1/logs',
		});
	});

	const CREATE = {
		operation: 'create',
		productId: '1',
		name: 'John Doe',
		email: 'mail@mail.com',
		reasonId: '1',
		message: 'Hello World!',
		status: 1,
	};

	test('POST /products/:productId/tickets as JSON', async () => {
		wire.answer({ body: TICKET_ROW });
		const sent = await sentAlike(async () => await raw.create(1, NEW_TICKET), {
			...CREATE,
			additionalFields: { assignToAgentId: '2' },
		});
		expect(sent).toEqual({
			...HEADERS,
			method: 'POST',
			path: '/v1/products/1/tickets',
			query: {},
			contentType: 'application/json',
			body: NEW_TICKET,
		});
	});

	test('POST /products/:productId/tickets with attachments', async () => {
		wire.answer({ body: TICKET_ROW });
		const data = await engine.storeFile(FILE.content, FILE.name, FILE.mimeType);
		const sent = await sentAlike(
			async () => await raw.create(1, NEW_TICKET, [FILE]),
			{ ...CREATE, additionalFields: { assignToAgentId: '2', attachments: 'data' } },
			{ items: [{ json: {}, binary: { data } }] },
		);
		expect(sent).toMatchObject({
			contentType: 'multipart/form-data',
			body: [
				['name', 'John Doe'],
				['email', 'mail@mail.com'],
				['reason_id', '1'],
				['description', 'Hello World!'],
				['status', '1'],
				['assign_to_agent_id', '2'],
				['attachments[]', 'note.txt', 'text/plain', 'A note'],
			],
		});
	});

	test('POST /products/:productId/tickets/:ticketId/reply as JSON', async () => {
		wire.answer({ body: MESSAGE });
		const sent = await sentAlike(async () => await raw.reply(1, 1, { message: 'Hello World' }), {
			operation: 'reply',
			...TICKET_1,
			message: 'Hello World',
		});
		expect(sent).toEqual({
			...HEADERS,
			method: 'POST',
			path: '/v1/products/1/tickets/1/reply',
			query: {},
			contentType: 'application/json',
			body: { message: 'Hello World' },
		});
	});

	test('POST /products/:productId/tickets/:ticketId/reply with attachments', async () => {
		wire.answer({ body: MESSAGE });
		const data = await engine.storeFile(FILE.content, FILE.name, FILE.mimeType);
		const sent = await sentAlike(
			async () => await raw.reply(1, 1, { message: 'Hello World' }, [FILE, FILE]),
			{
				operation: 'reply',
				...TICKET_1,
				message: 'Hello World',
				attachments: 'data, copy',
			},
			{ items: [{ json: {}, binary: { data, copy: data } }] },
		);
		expect(sent).toMatchObject({
			body: [
				['message', 'Hello World'],
				['attachments[]', 'note.txt', 'text/plain', 'A note'],
				['attachments[]', 'note.txt', 'text/plain', 'A note'],
			],
		});
	});

	test('POST /login, as its sample has it and not as its heading', async () => {
		const signIn = await engine.addCredentials(CREDENTIAL, {
			authentication: 'password',
			email: 'abc@example.com',
			password: 'YOUR_PASSWORD',
		});
		wire.answer({ body: { access_token: SAMPLE_BEARER, token_type: 'Bearer' } });
		await rawClient('https://api.desk360.com/v1').login('abc@example.com', 'YOUR_PASSWORD');
		wire.answer(
			{ body: { access_token: SAMPLE_BEARER, token_type: 'Bearer' } },
			{ body: PRODUCTS },
		);
		const parameters = { resource: 'product', operation: 'getAll' };
		await engine.execute({ type: DESK360, credentials: signIn, parameters });

		const [bySample, byNode, products] = await Promise.all(wire.requests.map(meaning));
		expect(byNode).toEqual(bySample);
		expect(byNode).toEqual({
			accept: 'application/json',
			method: 'POST',
			path: '/v1/login',
			query: {},
			contentType: 'application/json',
			body: { email: 'abc@example.com', password: 'YOUR_PASSWORD' },
		});
		expect(products).toMatchObject(HEADERS);
	});
});
