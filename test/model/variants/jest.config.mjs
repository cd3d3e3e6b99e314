import { fileURLToPath } from 'node:url';

import { VARIANTS } from './variants.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** @type {import('jest').Config} */
export default {
	projects: VARIANTS.map((variant) => ({
		displayName: variant.name,
		rootDir: ROOT,
		roots: ['<rootDir>/test/model/variants'],
		testMatch: ['**/foundOut.test.ts'],
		transform: {
			'^.+\\.ts$': ['<rootDir>/test/model/variants/transform.cjs', variant],
		},
	})),
};
