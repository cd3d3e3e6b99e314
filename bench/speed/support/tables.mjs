import { LABELS } from './bench.mjs';
import { distinct, megabytes, ratio, time } from './numbers.mjs';
import { callCounts, growth, medianMs, peakMemory } from './turns.mjs';

/**
 * @typedef {import('./turns.mjs').Measurement} Measurement
 * @typedef {{ row: import('./row.mjs').Row } & import('./row.mjs').Result} Result
 */

/** @type {Record<string, (one: Measurement, all: Measurement[]) => string>} */
const COLUMNS = {
	latency: ({ latencyMs }) => `${latencyMs} ms`,
	side: ({ label }) => label,
	median: (one) => time(medianMs(one)),
	[`of the ${LABELS.httpRequest}`]: (one, all) => ratioTo(LABELS.httpRequest, one, all),
	[`of the ${LABELS.raw}`]: (one, all) => ratioTo(LABELS.raw, one, all),
	turns: ({ runs }) => `${runs.length}`,
	calls: (one) => distinct(callCounts(one)),
	lost: ({ runs }) =>
		runs.some(({ lost }) => lost > 0) ? distinct(runs.map(({ lost }) => lost)) : '',
	'peak memory': (one) => megabytes(peakMemory(one)),
	growth: (one) => megabytes(growth(one)),
};

/** Which bars are met. @param {Result[]} results */
export function barTable(results) {
	const lines = results.flatMap(({ row, bars }) =>
		bars.map(({ what, bar, measured, met }) => [
			row.title,
			what,
			bar,
			measured,
			met ? 'yes' : '**no**',
		]),
	);
	return table(['work', 'what', 'bar', 'measured', 'met'], lines);
}

/** What was measured for each work, without columns that say nothing about it. @param {Result[]} results */
export function measurementTables(results) {
	return results
		.filter(({ measurements }) => measurements.length > 0)
		.map(({ row, measurements }) => {
			const columns = Object.entries(COLUMNS)
				.map(([head, cell]) => [head, ...measurements.map((one) => cell(one, measurements))])
				.filter(([, ...cells]) => cells.some((cell) => cell !== ''));
			const lines = measurements.map((_, index) =>
				columns.map((column) => column[index + 1] ?? ''),
			);
			return `### ${row.title}\n\n${table(
				columns.map(([head = '']) => head),
				lines,
			)}`;
		})
		.join('\n\n');
}

/**
 * @param {string} label
 * @param {Measurement} one
 * @param {Measurement[]} all
 */
function ratioTo(label, one, all) {
	const other = all.find((same) => same.label === label && same.latencyMs === one.latencyMs);
	if (!other) return '';
	// Who loses some of the work has done less of it.
	const isSameWork = other.runs.every(({ lost }) => lost === 0);
	return isSameWork ? ratio(medianMs(one) / medianMs(other)) : '';
}

/** @param {string[]} heads @param {string[][]} lines */
function table(heads, lines) {
	const rows = [heads, heads.map(() => '---'), ...lines];
	return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
