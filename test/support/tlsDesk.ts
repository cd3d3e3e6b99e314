import type { INodeParameters } from 'n8n-workflow';

import { DEMO_TOKEN } from '../../sandbox';
import { Authority } from './authority';
import { DESK360 } from './desk360';
import { RETRY, runInWorkflow } from './nodeRun';
import { itemsOf, REPLY, startTicketDesk } from './ticketDesk';
import { requestTimeout } from './timeouts';
import { startTlsFront, type TlsFront } from './tlsServer';

/**
 * TLS in front of a server on this machine, with a certificate that n8n trusts; another port for each test.
 *
 * @param behind the address of the server
 */
export async function startTrustedFront(behind: string) {
	const authority = await Authority.create('An authority that n8n trusts');
	const open = async () => await startTlsFront(behind, await authority.issue());
	const endTrust = authority.trust();
	let front = await open();

	return {
		authority,

		get host() {
			return front.host;
		},

		get url() {
			return front.url;
		},

		get connections() {
			return front.connections;
		},

		meets(...next: Parameters<TlsFront['meets']>) {
			front.meets(...next);
		},

		/** Nobody is there any longer, for the rest of a test. */
		async stop() {
			await front.close();
		},

		async reset() {
			await front.close();
			front = await open();
		},

		async close() {
			await front.close();
			endTrust();
		},
	};
}

/** A local Desk360 behind such a front, and a node that reads and answers ticket 11 there. */
export async function startTlsDesk() {
	const desk360 = await startTicketDesk();
	const front = await startTrustedFront(desk360.sandbox.url);
	let node: { credentials: typeof desk360.credentials };
	let endTimeout = () => {};
	const onTicket11 = () => ({ items: itemsOf(11), node });

	return {
		...desk360,
		front,

		async reset() {
			endTimeout();
			desk360.reset();
			await front.reset();
			const baseUrl = front.url;
			node = { credentials: await desk360.credentialsFor({ apiToken: DEMO_TOKEN, baseUrl }) };
		},

		run: async (parameters: INodeParameters) => await desk360.run(parameters, onTicket11()),
		refusal: async (parameters: INodeParameters) => await desk360.refusal(parameters, onTicket11()),

		/** A reply in a workflow, with *Retry On Fail*. */
		async replyWithRetries() {
			const settings = { type: DESK360, parameters: REPLY, ...node, ...RETRY };
			return await runInWorkflow(desk360.engine, settings, itemsOf(11));
		},

		/** Gives the next requests of a test so many milliseconds until they are answered. */
		giveTime(...given: Parameters<typeof requestTimeout>) {
			endTimeout = requestTimeout(...given);
		},

		async close() {
			endTimeout();
			await front.close();
			await desk360.close();
		},
	};
}
