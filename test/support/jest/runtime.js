const { isBuiltin } = require('node:module');
const { default: Runtime } = require('jest-runtime');
const { OneAtATime } = require('./oneAtATime');

/** @typedef {import('istanbul-lib-coverage').FileCoverageData} FileCoverageData */
/** @typedef {(...args: unknown[]) => void} Compiled runs the file, whose module is among what it is given */

/**
 * Loads what is installed, for all test files of a process.
 *
 * @type {Runtime | undefined}
 */
let installed;

/**
 * What each file was compiled into, by its path. To compile it again, and have V8 learn again what is hot in it, took a
 * twelfth of the processor time of the tests.
 *
 * @type {Map<string, { source: string, compiled: Compiled }>}
 */
const compiledOf = new Map();

/** How many places of each source file were told to be executed, by its path. */
const told = new Map();

/**
 * Runs the files of this repository anew for each test file, as Jest does, but compiles them once, and loads what is
 * installed once: n8n's engine has two thousand files, which took most of the time of the tests.
 */
class SharingRuntime extends Runtime {
	/** Of the test file. */
	globals;

	/** @param {ConstructorParameters<typeof Runtime>} args */
	constructor(...args) {
		super(...args);
		this.globals = args[1].global;
		// Never torn down, for what is installed may load more at any time.
		installed ??= new Runtime(...args);
		compileOnce(this['executor']);
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
		if (isJests && name === 'node:async_hooks') {
			return /** @type {T} */ ({ AsyncLocalStorage: OneAtATime });
		}
		const runtime = !isJests && name && isInstalled(from, name) ? installed : undefined;
		return runtime
			? runtime.requireModule(from, name, undefined, isRequireActual)
			: super.requireModule(from, name, /** @type {never} */ (options), isRequireActual);
	}

	/**
	 * What was executed, of the source files of which it is more than was told before: all of it after each test file
	 * took a tenth of the time of the tests.
	 *
	 * @override
	 */
	getAllCoverageInfoCopy() {
		/** @type {Record<string, FileCoverageData>} */
		const files = this.globals.__coverage__ ?? {};
		const isMore = (/** @type {[string, FileCoverageData]} */ [path, file]) => {
			const before = told.get(path) ?? -1;
			const count = executedOf(file);
			told.set(path, count);
			return count > before;
		};
		return structuredClone(Object.fromEntries(Object.entries(files).filter(isMore)));
	}
}

/** @param {{ compile: (source: string, path: string) => Compiled | null }} executor */
function compileOnce(executor) {
	const compile = executor.compile.bind(executor);
	executor.compile = (source, path) => {
		const before = compiledOf.get(path);
		if (before?.source === source) return before.compiled;
		const compiled = compile(source, path);
		if (compiled) compiledOf.set(path, { source, compiled });
		return compiled;
	};
}

/** @param {FileCoverageData} file */
function executedOf({ s, f, b }) {
	const hits = [...Object.values(s), ...Object.values(f), ...Object.values(b).flat()];
	return hits.filter((count) => count > 0).length;
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
