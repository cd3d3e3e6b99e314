import { distinct } from './numbers.mjs';

/**
 * @typedef {object} Bar
 * @property {string} what is held to it
 * @property {string} bar
 * @property {string} measured
 * @property {boolean} met
 */

/**
 * @param {string} what
 * @param {number} value
 * @param {number} most
 * @param {(value: number) => string} shown
 * @returns {Bar}
 */
export function atMost(what, value, most, shown) {
	return { what, bar: `at most ${shown(most)}`, measured: shown(value), met: value <= most };
}

/**
 * @param {string} what
 * @param {number[]} values of all turns
 * @param {number} wanted
 * @returns {Bar}
 */
export function exactly(what, values, wanted) {
	const met = values.every((value) => value === wanted);
	return { what, bar: `exactly ${distinct([wanted])}`, measured: distinct(values), met };
}

/**
 * @param {import('./turns.mjs').Measurement[]} measurements
 * @returns {Bar}
 */
export function sameOutput(measurements) {
	const outputs = new Set(measurements.flatMap(({ runs }) => runs.map(({ digest }) => digest)));
	const measured = outputs.size === 1 ? 'the same' : `${outputs.size} different ones`;
	return { what: 'output', bar: 'the same from all', measured, met: outputs.size === 1 };
}
