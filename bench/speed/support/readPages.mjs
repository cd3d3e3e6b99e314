/** As many requests as our node has under way at a time. */
export const UNDER_WAY = 4;

/** Does the same work side by side. @param {() => Promise<void>} work */
export async function sideBySide(work) {
	await Promise.all(Array.from({ length: UNDER_WAY }, work));
}

/**
 * All rows of a list whose end is not known before it was read.
 *
 * @template Row
 * @param {(page: number) => Promise<{ rows: Row[], hasMore: boolean }>} read
 */
export async function readPages(read) {
	/** @type {Row[][]} */
	const pages = [];
	let next = 1;
	let last = Infinity;
	await sideBySide(async () => {
		while (next <= last) {
			const page = next++;
			const { rows, hasMore } = await read(page);
			pages[page] = rows;
			if (!hasMore) last = Math.min(last, page);
		}
	});
	return pages.flat();
}
