/** @param {number[]} values at least one */
export function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	const [low = NaN, high = NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
	return (low + high) / 2;
}

/** @param {number} ms */
export function time(ms) {
	if (ms < 100) return `${ms.toFixed(1)} ms`;
	return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** Of a million bytes. @param {number} bytes */
export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/** @param {number} value */
export const ratio = (value) => value.toFixed(2);

/** Each number once, such as `50` or `50, 52`. @param {number[]} values */
export function distinct(values) {
	const sorted = [...new Set(values)].toSorted((a, b) => a - b);
	return sorted.map((value) => value.toLocaleString('en-US')).join(', ');
}
