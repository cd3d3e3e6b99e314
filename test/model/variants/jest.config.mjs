import { cwd } from 'node:process';

import config from '../../../jest.config.mjs';
import { VARIANTS } from './variants.mjs';

const [TRANSFORMED = ''] = Object.keys(config.transform ?? {});

/**
 * One project for each wrong trigger; to be run from the root of the repository.
 *
 * @type {import('jest').Config}
 */
export default {
	maxWorkers: '100%',
	projects: VARIANTS.map((variant) => ({
		displayName: variant.name,
		testEnvironment: './test/support/jest/environment.js',
		runtime: './test/support/jest/runtime.js',
		rootDir: cwd(),
		roots: ['<rootDir>/test/model/variants'],
		testMatch: ['**/foundOut.test.ts'],
		transform: { [TRANSFORMED]: ['<rootDir>/test/model/variants/transform.cjs', variant] },
		transformIgnorePatterns: config.transformIgnorePatterns,
	})),
};
