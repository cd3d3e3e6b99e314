const { isBuiltin } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/**
 * Loads what is installed, for all test files of a process.
 *
 * @type {Runtime | undefined}
 */
let installed;

/**
 * Loads the files of this repository anew for each test file, as Jest does, and what is installed once: n8n's engine
 * has two thousand files, which took most of the time of the tests.
 */
class SharingRuntime extends Runtime {
	/** @param {ConstructorParameters<typeof Runtime>} args */
	constructor(...args) {
		super(...args);
		// Never torn down, for what is installed may load more at any time.
		installed ??= new Runtime(...args);
	}

	/**
	 * @override
	 * @template T
	 * @param {string} from
	 * @param {string} [name]
	 * @param {{ isInternalModule?: boolean }} [options]
	 * @param {boolean} [isRequireActual]
	 * @returns {T}
	 */
	requireModule(from, name, options, isRequireActual) {
		const isJests = options?.isInternalModule;
		const runtime = !isJests && name && isInstalled(from, name) ? installed : undefined;
		return runtime
			? runtime.requireModule(from, name, undefined, isRequireActual)
			: super.requireModule(from, name, /** @type {never} */ (options), isRequireActual);
	}
}

/**
 * @param {string} from
 * @param {string} name as it is required
 */
function isInstalled(from, name) {
	const isRelative = /^[./]/.test(name);
	return !isBuiltin(name) && (!isRelative || from.includes('/node_modules/'));
}

module.exports = { __esModule: true, default: SharingRuntime };
