import config from './jest.config.mjs';

/**
 * 5,000 other histories each time: fast-check prints the seed of one that fails, and the shortest that does.
 *
 * @type {import('jest').Config}
 */
export default {
	...config,
	collectCoverage: false,
	testMatch: ['**/model/histories.test.ts'],
	globals: { HISTORIES: { ofEachEvent: 1_250 } },
};
