/** Numbers from 0 up to but not including 1. */
export type Random = () => number;

/** The same row of numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** One of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
	return list[Math.floor(random() * list.length)] as T;
}

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
	const rest = [...list];
	return list.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0] as T);
}
