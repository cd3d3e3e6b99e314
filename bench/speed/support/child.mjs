import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * @typedef {object} Child
 * @property {(name: string, ...args: unknown[]) => Promise<any>} call runs one of its functions
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a script as a process of its own, so that nothing else shares its event loop and its memory.
 *
 * @param {string} file calls `serve`
 * @param {...string} args
 * @returns {Child}
 */
export function startChild(file, ...args) {
	const child = fork(file, args, { execArgv: [...process.execArgv, '--expose-gc'] });
	/** @type {Map<number, { resolve: (result: unknown) => void, reject: (reason: Error) => void }>} */
	const waiting = new Map();
	let calls = 0;

	child.on('message', (/** @type {import('./serve.mjs').Answer} */ { call, result, thrown }) => {
		const { resolve, reject } = waiting.get(call) ?? {};
		waiting.delete(call);
		if (thrown === undefined) resolve?.(result);
		else reject?.(new Error(`${args[0] ?? file}: ${thrown}`));
	});
	child.on('exit', (code, signal) => {
		for (const { reject } of waiting.values())
			reject(new Error(`${file} ended (${code ?? signal})`));
	});

	return {
		call: (name, ...given) =>
			new Promise((resolve, reject) => {
				const call = ++calls;
				waiting.set(call, { resolve, reject });
				child.send({ call, name, args: given });
			}),
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, 'exit');
			child.disconnect();
			await ended;
		},
	};
}
