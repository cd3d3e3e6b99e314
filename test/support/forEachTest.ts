import { afterEach, beforeEach } from '@jest/globals';

/**
 * What is started anew for each test of a file or of a block, and closed after it. It is empty until the first test is
 * about to run.
 *
 * @param start
 * @param fill what each test finds in it
 */
export function forEachTest<Thing extends { close: () => unknown }>(
	start: () => Promise<Thing>,
	fill?: (thing: Thing) => unknown,
): Thing {
	const thing = {} as Thing;
	beforeEach(async () => {
		Object.defineProperties(thing, Object.getOwnPropertyDescriptors(await start()));
		await fill?.(thing);
	});
	afterEach(async () => {
		await thing.close();
	});
	return thing;
}
