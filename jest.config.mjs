/** @type {import('jest').Config} */
export default {
	// What is installed is loaded once for all test files of a process.
	testEnvironment: './test/support/jest/environment.js',
	runtime: './test/support/jest/runtime.js',
	testSequencer: './test/support/jest/sequencer.js',
	// Unless told, jest leaves a processor idle.
	maxWorkers: '100%',
	// A test that waits for a server may have to wait for the other workers as well.
	testTimeout: 30_000,
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// The wrong triggers have a configuration of their own.
	testPathIgnorePatterns: ['/node_modules/', '/variants/'],
	globals: { HISTORIES: { ofEachEvent: 75, seed: 360 } },
	// Types are checked once, by `npm run types`; the tests only strip them. Fastify needs `cookie` to answer without a
	// network, and Jest reads no ES modules as they are.
	transform: { '\\.ts$|/node_modules/cookie/': '@swc/jest' },
	transformIgnorePatterns: ['/node_modules/(?!cookie/)'],
	collectCoverage: true,
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary', 'lcovonly'],
	coverageThreshold: { global: { lines: 95, branches: 90 } },
};
