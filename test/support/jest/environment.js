const { TestEnvironment } = require('jest-environment-node');

/** @type {KeptEnvironment | undefined} */
let kept;

/**
 * The environment of all test files of a process, kept so that `runtime.js` can share in it what is installed. What a test
 * file sets ends with the file: globals, variables, fake timers, what was to be done as the process ends.
 */
class KeptEnvironment extends TestEnvironment {
	variables = { ...process.env };

	/** What was executed is counted over all test files. */
	globalNames = new Set([...Reflect.ownKeys(this.global), '__coverage__']);

	/** @param {ConstructorParameters<typeof TestEnvironment>} args */
	constructor(...args) {
		if (kept) return kept;
		super(...args);
		kept = this;
	}

	/** @override */
	async teardown() {
		this.fakeTimersModern?.useRealTimers();
		for (const name of Reflect.ownKeys(this.global)) {
			if (!this.globalNames.has(name)) Reflect.deleteProperty(this.global, name);
		}
		const { process } = this.global;
		process.removeAllListeners('exit');
		const { env } = process;
		for (const name of Object.keys(env)) delete env[name];
		Object.assign(env, this.variables);
	}
}

module.exports = KeptEnvironment;
