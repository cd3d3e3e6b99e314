const { default: Sequencer } = require('@jest/test-sequencer');

/** Starts the histories first, so that no core waits for them in the end. */
class LongestFirst extends Sequencer {
	/**
	 * @override
	 * @param {import('@jest/test-result').Test[]} tests
	 */
	async sort(tests) {
		/** @param {import('@jest/test-result').Test} test */
		const isLong = ({ path }) => path.includes('/model/');
		const sorted = await super.sort(tests);
		return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
	}
}

module.exports = LongestFirst;
