/** Puts an entry last, and forgets the first of more than `most`. */
export function keepNewest<Value>(
	entries: Map<string, Value>,
	key: string,
	value: Value,
	most: number,
): void {
	entries.delete(key);
	entries.set(key, value);
	const [oldest] = entries.keys();
	if (entries.size > most && oldest !== undefined) entries.delete(oldest);
}
