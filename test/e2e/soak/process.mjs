import { readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';

const HELD_MEMORY = join(PROJECT_FOLDER, 'test', 'e2e', 'soak', 'heldMemory.mjs');
const SAMPLE_EVERY_MS = 1000;

/** A process as Linux tells of it. */
export class Process {
	/** @param {number} id */
	constructor(id) {
		this.id = id;
	}

	/** @returns {Promise<number>} what it takes of the machine's memory, in MB */
	async residentMegabytes() {
		const status = await readFile(`/proc/${this.id}/status`, 'utf8');
		return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
	}

	/**
	 * How much it holds, in MB, once its garbage is collected: what V8 leaves for later comes and goes by itself.
	 *
	 * @param {{ node: string, port: number }} inspector its own Node.js, and the port that it was told by
	 *   `--inspect-port`
	 */
	async heldMegabytes({ node, port }) {
		process.kill(this.id, 'SIGUSR1');
		const { stdout } = await execa(node, [HELD_MEMORY, `${port}`]);
		return Number(stdout) / 1024 ** 2;
	}

	/** @returns {Promise<number>} */
	async openSockets() {
		const folder = `/proc/${this.id}/fd`;
		const links = (await readdir(folder)).map((name) =>
			// It may be closed by now.
			readlink(`${folder}/${name}`).catch(() => ''),
		);
		return (await Promise.all(links)).filter((link) => link.startsWith('socket:')).length;
	}
}

/**
 * The only child of a process that runs a command on behalf of this one.
 *
 * @param {number | undefined} parent
 */
export async function childOf(parent) {
	const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
	return new Process(Number(children.trim()));
}

/**
 * @param {() => Promise<number>} measure
 * @param {AbortSignal} signal ends it
 * @param {number} [everyMs] once a second unless given
 * @returns {Promise<number[]>}
 */
export async function sampled(measure, signal, everyMs = SAMPLE_EVERY_MS) {
	const values = [];
	while (await sleep(everyMs, true, { signal }).catch(() => false)) {
		values.push(await measure());
	}
	return values;
}

/**
 * @param {number[]} values in the order of time
 * @param {number} parts
 * @returns {number[]} the median of each part of the time
 */
export function mediansOfParts(values, parts) {
	return Array.from({ length: parts }, (_, index) => {
		const from = Math.floor((index * values.length) / parts);
		return median(values.slice(from, Math.floor(((index + 1) * values.length) / parts)));
	});
}

/** @param {number[]} values */
export function median(values) {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
