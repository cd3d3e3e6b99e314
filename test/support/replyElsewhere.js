const { createRequire } = require('node:module');

const { Desk360Api } = require('../../credentials/Desk360Api.credentials');
const { createEngine } = require('./engine');

/** By its whole name: without the ending a loader takes the description in JSON beside it. */
const { Desk360 } = createRequire(__filename)('../../nodes/Desk360/Desk360.node.ts');

const DESK360 = 'n8n-nodes-desk360.desk360';
const REPLY = { operation: 'reply', productId: '1', ticketId: '11', message: 'Hello' };

/** Replies to ticket 11, and writes what the node gave or threw. */
async function reply(baseUrl = '', apiToken = '') {
	const engine = await createEngine({
		nodes: { [DESK360]: new Desk360() },
		credentialTypes: [new Desk360Api()],
	});
	const credentials = await engine.addCredentials('desk360Api', { baseUrl, apiToken });
	const told = await engine
		.execute({ type: DESK360, credentials, parameters: REPLY })
		.then(([output]) => ({ output }))
		.catch(({ message, description }) => ({ message, description }));
	process.stdout.write(JSON.stringify(told));
	engine.close();
}

void reply(...process.argv.slice(2));
