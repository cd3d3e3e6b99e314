/**
 * Works on at most `most` entries at a time; results come in the order of the entries. When one fails nothing further
 * is started, and the failure of the earliest entry is thrown, as doing them one by one would.
 */
export async function inParallel<Entry, Result>(
	entries: Entry[],
	most: number,
	work: (entry: Entry, index: number) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	let failedAt = Infinity;
	let failure: unknown;

	async function worker(): Promise<void> {
		while (next < entries.length && failedAt === Infinity) {
			const index = next++;
			try {
				results[index] = await work(entries[index] as Entry, index);
			} catch (thrown) {
				if (index < failedAt) [failedAt, failure] = [index, thrown];
			}
		}
	}

	await Promise.all(Array.from({ length: Math.min(most, entries.length) }, worker));
	if (failedAt !== Infinity) throw failure;
	return results;
}
