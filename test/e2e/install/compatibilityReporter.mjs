/**
 * A reporter of Node.js's test runner: one line of JSON for each check that passed, with the names that lead to it.
 *
 * @param {AsyncIterable<{ type: string, data: { name: string, nesting: number, details?: { type?: string } } }>} events
 */
export default async function* compatibilityReporter(events) {
	/** @type {string[]} */
	const path = [];
	for await (const { type, data } of events) {
		if (type === 'test:start') path.splice(data.nesting, Infinity, data.name);
		if (type === 'test:pass' && data.details?.type !== 'suite') {
			yield `${JSON.stringify(path.slice(0, data.nesting + 1))}\n`;
		}
	}
}
