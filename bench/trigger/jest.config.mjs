import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../host/paths.mjs';
import config from '../../jest.config.mjs';

const { transform, transformIgnorePatterns } = config;
const { resolve } = createRequire(join(PROJECT_FOLDER, 'package.json'));

/** @type {import('jest').Config} */
export default {
	rootDir: PROJECT_FOLDER,
	testEnvironment: 'node',
	roots: ['<rootDir>/bench/trigger'],
	testMatch: ['**/compare.test.ts'],
	transform,
	transformIgnorePatterns,
	moduleNameMapper: {
		// Within n8n its nodes and its engine have one n8n-workflow between them.
		'^n8n-workflow$': resolve('n8n-workflow'),
		// What n8n's deduplication keeps goes into a table in memory instead of the database.
		'^@n8n/db$': '<rootDir>/bench/trigger/processedData.ts',
	},
};
