const { relative, resolve } = require('node:path');
const { createTransformer: createSwc } = require('@swc/jest');

const TRIGGER = resolve('nodes/Desk360/trigger');

/**
 * Compiles TypeScript as the other tests do, with the patches of one wrong trigger on the way.
 *
 * @param {import('./variants.mjs').Variant} variant
 */
function createTransformer({ name, patches }) {
	const swc = createSwc();
	return {
		/** @param {string} source @param {string} path @param {any} options */
		process(source, path, options) {
			let patched = source;
			for (const { file, find, replace } of patches) {
				if (relative(TRIGGER, path) !== file) continue;
				if (patched.split(find).length !== 2) {
					throw new Error(`"${find}" is not in ${file} once, where "${name}" wants to change it`);
				}
				patched = patched.replace(find, () => replace);
			}
			return swc.process(patched, path, options);
		},
		/** @param {string} source @param {string} path @param {any} options */
		getCacheKey: (source, path, options) =>
			`${name} ${JSON.stringify(patches)} ${swc.getCacheKey(source, path, options)}`,
	};
}

module.exports = { createTransformer };
