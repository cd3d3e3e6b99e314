const { TestEnvironment } = require('jest-environment-node');

/** @type {KeptEnvironment | undefined} */
let kept;

/**
 * The environment of all test files of a process, kept so that `runtime.js` can share in it what is installed. What a test
 * file sets ends with the file: globals, variables, fake timers.
 */
class KeptEnvironment extends TestEnvironment {
	/** @param {ConstructorParameters<typeof TestEnvironment>} args */
	constructor(...args) {
		if (kept) return kept;
		super(...args);
		kept = this;
		this.variables = { ...process.env };
		this.globalNames = new Set(Reflect.ownKeys(this.global));
	}

	/** @override */
	async teardown() {
		this.fakeTimersModern?.useRealTimers();
		for (const name of Reflect.ownKeys(this.global)) {
			if (!this.globalNames.has(name)) Reflect.deleteProperty(this.global, name);
		}
		const { env } = this.global.process;
		for (const name of Object.keys(env)) delete env[name];
		Object.assign(env, this.variables);
	}
}

module.exports = KeptEnvironment;
