import { afterAll, beforeAll, beforeEach } from '@jest/globals';

interface Started {
	reset?: () => unknown;
	close: () => unknown;
}

/**
 * What is started once for the tests of a file or of a block, and closed after them. What can be reset is so before each
 * test. It is empty until the first test is about to run.
 *
 * @param start
 * @param fill what each test finds in it
 */
export function forAllTests<Thing extends Started>(
	start: () => Thing | Promise<Thing>,
	fill?: (thing: Thing) => unknown,
): Thing {
	const thing = {} as Thing;
	beforeAll(async () => {
		// Getters stay what they are.
		Object.defineProperties(thing, Object.getOwnPropertyDescriptors(await start()));
	});
	beforeEach(async () => {
		await thing.reset?.();
		await fill?.(thing);
	});
	afterAll(async () => {
		await thing.close();
	});
	return thing;
}
