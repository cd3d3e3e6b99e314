import config from './jest.config.mjs';

/**
 * 5,000 other histories each time, and nine hours of busy desks: fast-check prints the seed of a history that fails,
 * and the shortest that does.
 *
 * @type {import('jest').Config}
 */
export default {
	...config,
	collectCoverage: false,
	testMatch: ['**/model/{*.histories,busyDesk}.test.ts'],
	globals: { HISTORIES: { ofEachEvent: 1_250 } },
};
