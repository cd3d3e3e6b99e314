import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { freePort } from '../../../host/ports.mjs';
import { logTail, start } from '../../../host/processes.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';
import { program } from '../support/debian.mjs';

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 200;
const STOP_WITHIN_MS = 10_000;
const LOOPBACK = '127.0.0.1';
/** PostgreSQL refuses to run as root; its Debian package brings this user. */
const POSTGRES_USER = 'postgres';

/**
 * @typedef {import('../../../host/temporary.mjs').OnStop} OnStop
 *
 * @typedef {object} Redis
 * @property {string} host
 * @property {number} port
 * @property {(key: string) => Promise<number>} lengthOf a list, 0 when there is none
 *
 * @typedef {object} Postgres
 * @property {string} host
 * @property {number} port
 * @property {string} user without a password
 * @property {(name: string) => Promise<void>} createDatabase
 * @property {(database: string, sql: string) => Promise<any[]>} rows of one SELECT, as objects
 */

/**
 * Starts a Redis that keeps everything in memory, on a free port of the loopback interface.
 *
 * @param {{ onStop: OnStop, signal: AbortSignal }} options
 * @returns {Promise<Redis>}
 */
export async function startRedis({ onStop, signal }) {
	const server = await program('redis');
	const folder = await temporaryFolder(onStop);
	const port = await freePort();
	const args = ['--bind', LOOPBACK, '--port', `${port}`, '--save', '', '--appendonly', 'no'];
	const ask = async (/** @type {string[]} */ ...question) => {
		const client = join(dirname(server), 'redis-cli');
		const asked = ['-h', LOOPBACK, '-p', `${port}`, ...question];
		const { stdout } = await execa(client, asked, { reject: false });
		return stdout;
	};
	await startService('Redis', [server, ...args], {
		folder,
		isReady: async () => (await ask('PING')) === 'PONG',
		onStop,
		signal,
	});
	return { host: LOOPBACK, port, lengthOf: async (key) => Number(await ask('LLEN', key)) };
}

/**
 * Starts an empty PostgreSQL on a free port of the loopback interface.
 *
 * @param {{ onStop: OnStop, signal: AbortSignal }} options
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ onStop, signal }) {
	const bin = await program('postgresql');
	const folder = await temporaryFolder(onStop);
	const asUser = await unprivileged(folder);
	const data = join(folder, 'data');
	const port = await freePort();
	const [initdb = '', ...initArgs] = asUser(
		join(bin, 'initdb'),
		...['--pgdata', data, '--username', POSTGRES_USER, '--auth', 'trust', '--encoding', 'UTF8'],
		...['--locale', 'C', '--no-sync'],
	);
	await execa(initdb, initArgs, { cwd: folder, cancelSignal: signal });
	const settings = {
		port,
		listen_addresses: LOOPBACK,
		unix_socket_directories: '',
		max_connections: 100,
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const client = ['--host', LOOPBACK, '--port', `${port}`, '--username', POSTGRES_USER];
	await startService('PostgreSQL', asUser(join(bin, 'postgres'), '-D', data, ...flags), {
		folder,
		isReady: () => succeeds(join(bin, 'pg_isready'), client),
		onStop,
		signal,
	});
	return {
		host: LOOPBACK,
		port,
		user: POSTGRES_USER,
		async createDatabase(name) {
			await execa(join(bin, 'createdb'), [...client, name]);
		},
		async rows(database, sql) {
			const asJson = `SELECT coalesce(json_agg(r), '[]') FROM (${sql}) r`;
			const args = [...client, '--no-psqlrc', '--tuples-only', '--no-align', '--command', asJson];
			const { stdout } = await execa(join(bin, 'psql'), [...args, database]);
			return JSON.parse(stdout);
		},
	};
}

/**
 * @param {string} name for messages
 * @param {string[]} commandLine
 * @param {object} options
 * @param {string} options.folder gets the log
 * @param {() => Promise<boolean>} options.isReady
 * @param {OnStop} options.onStop
 * @param {AbortSignal} options.signal
 */
async function startService(name, [command = '', ...args], { folder, isReady, onStop, signal }) {
	signal.throwIfAborted();
	const logFile = join(folder, 'service.log');
	const service = start(command, args, { cwd: folder, env: process.env, logFile });
	onStop(() => service.stop(STOP_WITHIN_MS));
	const ended = service.ended.then(async (how) => {
		throw new Error(`${name} ${how}: ${await logTail(logFile)}`);
	});
	// It also ends when it is stopped, after this function.
	ended.catch(() => undefined);
	const inTime = AbortSignal.any([signal, AbortSignal.timeout(READY_WITHIN_MS)]);
	const ready = async () => {
		while (!(await isReady())) await sleep(ASK_EVERY_MS, undefined, { signal: inTime });
	};
	await Promise.race([ended, ready()]);
}

/**
 * Gives a folder to the unprivileged user, if this process runs as root.
 *
 * @param {string} folder
 * @returns {Promise<(...commandLine: string[]) => string[]>} the command line that runs as that user
 */
async function unprivileged(folder) {
	if (process.getuid?.() !== 0) return (...commandLine) => commandLine;
	const [uid, gid] = await Promise.all(['--user', '--group'].map(idOfPostgres));
	await chown(folder, Number(uid), Number(gid));
	const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
	return (...commandLine) => ['setpriv', ...identity, ...commandLine];
}

/** @param {string} flag */
async function idOfPostgres(flag) {
	const { stdout } = await execa('id', [flag, POSTGRES_USER]);
	return stdout;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function succeeds(command, args) {
	const { failed } = await execa(command, args, { reject: false });
	return !failed;
}
