import { forAllTests } from './forAllTests';
import { virtualTime } from './virtualTime';

/** Virtual time for the tests of a file or of a block. */
export function useVirtualTime(options?: Parameters<typeof virtualTime>[0]) {
	return forAllTests(() => {
		const { end, ...time } = virtualTime(options);
		return { ...time, close: end };
	});
}
