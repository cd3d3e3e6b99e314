/** @type {import('jest').Config} */
export default {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// The wrong triggers have a configuration of their own.
	testPathIgnorePatterns: ['/node_modules/', '/variants/'],
	globals: { HISTORIES: { ofEachEvent: 75, seed: 360 } },
	// Types are checked once, by `npm run types`; the tests only strip them.
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }],
	},
	collectCoverage: true,
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary', 'lcovonly'],
	coverageThreshold: { global: { lines: 95, branches: 90 } },
};
