/**
 * @typedef {{ call: number, name: string, args: unknown[] }} Question
 * @typedef {{ call: number, result?: unknown, thrown?: string }} Answer
 */

/**
 * Lets the process that started this one call functions by name, and ends with it.
 *
 * @param {Record<string, (...args: any[]) => unknown>} functions
 * @param {() => unknown} close
 */
export function serve(functions, close) {
	process.on('message', async (/** @type {Question} */ { call, name, args }) => {
		/** @param {Omit<Answer, 'call'>} answer */
		const answer = (answer) => process.send?.({ call, ...answer });
		try {
			answer({ result: await functions[name]?.(...args) });
		} catch (thrown) {
			answer({ thrown: thrown instanceof Error ? `${thrown.stack}` : String(thrown) });
		}
	});
	// Ctrl-C reaches all processes at once; this one ends in order when the one that started it does.
	process.on('SIGINT', () => {});
	process.on('disconnect', async () => {
		await close();
		process.exit();
	});
}
