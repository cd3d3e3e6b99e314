import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { LEASH } from './paths.mjs';

const LOG_TAIL_LINES = 30;

/** Process groups that still run: whatever ends this process must not leave one behind. */
const runningGroups = new Set();
process.on('exit', () => runningGroups.forEach((pid) => signalGroup(pid, 'SIGKILL')));

/** A command that ended otherwise than with 0; `log` is the end of what it wrote. */
export class CommandFailed extends Error {
	/**
	 * @param {string} message
	 * @param {string} log
	 */
	constructor(message, log) {
		super(message);
		this.log = log;
	}
}

/**
 * @typedef {object} CommandOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env the whole environment, nothing is added to it
 * @property {string} logFile gets what the command writes, appended
 */

/**
 * @typedef {object} Running
 * @property {number | undefined} group the id of its process group
 * @property {Promise<string>} ended resolves, never rejects, with how the command ended
 * @property {(graceMs: number) => Promise<void>} stop ends it and all it started
 * @property {() => Promise<void>} kill the same by SIGKILL, which nothing can prepare for
 */

/**
 * Starts a command in a process group of its own: stopping it reaches everything it started, and Ctrl-C
 * reaches this process only, which can then stop things in order.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} options
 * @returns {Running & { succeeded: Promise<boolean> }}
 */
export function start(command, args, { cwd, env, logFile }) {
	const log = { file: logFile, append: true };
	const child = execa(process.execPath, [LEASH, command, ...args], {
		cwd,
		env,
		extendEnv: false,
		detached: process.platform !== 'win32',
		stdin: 'pipe',
		stdout: log,
		stderr: log,
		buffer: false,
		reject: false,
	});
	const { pid } = child;
	runningGroups.add(pid);
	const result = child.finally(() => {
		signalGroup(pid, 'SIGKILL');
		runningGroups.delete(pid);
	});
	return {
		group: pid,
		ended: result.then(howItEnded),
		succeeded: result.then(({ failed }) => !failed),
		async stop(graceMs) {
			signalGroup(pid, 'SIGTERM');
			const leftOver = await Promise.race([result, sleep(graceMs, 'running', { ref: false })]);
			if (leftOver === 'running') signalGroup(pid, 'SIGKILL');
			await result;
		},
		async kill() {
			signalGroup(pid, 'SIGKILL');
			await result;
		},
	};
}

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions & { signal: AbortSignal }} options
 * @throws {CommandFailed} when it ends otherwise than with 0
 */
export async function run(command, args, { signal, ...options }) {
	signal.throwIfAborted();
	const running = start(command, args, options);
	const stop = () => void running.stop(2_000);
	signal.addEventListener('abort', stop);
	const succeeded = await running.succeeded;
	signal.removeEventListener('abort', stop);
	signal.throwIfAborted();
	if (succeeded) return;
	const commandLine = [command, ...args].join(' ');
	throw new CommandFailed(
		`"${commandLine}" ${await running.ended}`,
		await logTail(options.logFile),
	);
}

/**
 * The last lines of a log, for a person to read.
 *
 * @param {string} file
 */
export async function logTail(file) {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}

/** @param {import('execa').Result} result */
function howItEnded({ exitCode, signal, shortMessage }) {
	if (signal) return `was ended by ${signal}`;
	return exitCode === undefined ? `did not start: ${shortMessage}` : `ended with code ${exitCode}`;
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
	if (pid === undefined) return;
	try {
		process.kill(process.platform === 'win32' ? pid : -pid, signal);
	} catch {
		// Already gone, which is what was wanted.
	}
}
