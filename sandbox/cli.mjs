import { parseArgs } from 'node:util';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN, startSandbox } from './index';

const HELP = `A local Desk360 to try the API with.

npm run sandbox -- [options]

  --port <number>      where to listen, 0 for any free port (3600)
  --host <address>     on which address (127.0.0.1)
  --seed <what>        demo, none, or a number of tickets (demo)
  --live               customers keep opening tickets, writing and being answered
  --every <seconds>    how often something happens when live (4)
  --limit <requests>   the rate limit, 0 for none (100)
  --window <seconds>   the window of the rate limit (60)
  --latency <ms>       how long each answer is held back (0)
  --help               this text
`;

const values = readOptions({
	port: { type: 'string', default: '3600' },
	host: { type: 'string', default: '127.0.0.1' },
	seed: { type: 'string', default: 'demo' },
	live: { type: 'boolean', default: false },
	every: { type: 'string', default: '4' },
	limit: { type: 'string', default: '100' },
	window: { type: 'string', default: '60' },
	latency: { type: 'string', default: '0' },
	help: { type: 'boolean', default: false },
});

if (values.help) {
	process.stdout.write(HELP);
} else {
	run().catch((reason) => {
		process.stderr.write(`The sandbox did not start: ${reason.message}\n`);
		process.exit(1);
	});
}

async function run() {
	const sandbox = await startSandbox({
		host: values.host,
		port: numberOf('port'),
		seed: seedOf(values.seed),
		live: values.live && { everyMs: numberOf('every') * 1000 },
		rateLimit: { limit: numberOf('limit') || null, windowSeconds: numberOf('window') },
		latencyMs: numberOf('latency'),
	});
	const authorization = `-H 'Authorization: Bearer ${DEMO_TOKEN}'`;
	const json = "-H 'Content-Type: application/json'";
	process.stdout.write(`Desk360 sandbox

  Base URL   ${sandbox.url}
  API token  ${DEMO_TOKEN}
  Email      ${DEMO_EMAIL}
  Password   ${DEMO_PASSWORD}
  Control    ${sandbox.controlUrl}

Try it:

  curl -i ${authorization} ${sandbox.url}/products/1/tickets
  curl ${authorization} ${json} -d '{"message": "Hello"}' ${sandbox.url}/products/1/tickets/1/reply
  curl ${sandbox.controlUrl}

Ctrl+C stops it.
`);
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
		process.once(signal, () => sandbox.close());
	}
}

/** @param {'port' | 'every' | 'limit' | 'window' | 'latency'} name */
function numberOf(name) {
	return toNumber(name, values[name]);
}

/** @param {string} name @param {string} text */
function toNumber(name, text) {
	const value = Number(text);
	if (text === '' || !Number.isFinite(value) || value < 0) {
		refuse(`--${name} takes a number, not ${text}.`);
	}
	return value;
}

/** @param {string} seed @returns {import('./options').SandboxOptions['seed']} */
function seedOf(seed) {
	return seed === 'demo' || seed === 'none' ? seed : { tickets: toNumber('seed', seed) };
}

/**
 * @template {import('node:util').ParseArgsConfig['options']} T
 * @param {T} options
 */
function readOptions(options) {
	try {
		return parseArgs({ options }).values;
	} catch (reason) {
		return refuse(reason instanceof Error ? reason.message : String(reason));
	}
}

/** @param {string} message @returns {never} */
function refuse(message) {
	process.stderr.write(`${message}\nnpm run sandbox -- --help shows what there is.\n`);
	process.exit(2);
}
