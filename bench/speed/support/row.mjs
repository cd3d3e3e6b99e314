/**
 * @typedef {object} Result
 * @property {import('./turns.mjs').Measurement[]} measurements
 * @property {import('./bars.mjs').Bar[]} bars
 *
 * @typedef {object} Row one kind of work
 * @property {string} name as the command line takes it
 * @property {string} title
 * @property {boolean} [charted]
 * @property {(bench: import('./bench.mjs').Bench) => Promise<Result>} measure
 */

export {};
