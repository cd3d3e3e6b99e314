import { parse, View } from 'vega';
import { LABELS } from './bench.mjs';
import { time } from './numbers.mjs';
import { medianMs } from './turns.mjs';

const WIDTH = 760;
const LABEL_WIDTH = 190;
const BAR_WIDTH = 480;
const LINE_HEIGHT = 18;
const GAP = 10;

/** Seen on light and on dark paper. */
const COLORS = {
	[LABELS.desk360]: '#3d5afe',
	[LABELS.httpRequest]: '#e8833a',
	[LABELS.raw]: '#8b949e',
};
const VARIANT_COLOR = '#9fa8da';

/** An image follows what its reader's system is set to, whatever page it stands in: so it brings its own paper. */
const STYLE = `<style>
.paper { fill: #ffffff; }
text { fill: #1f2328; }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117; }
text { fill: #e6edf3; }
}
</style><rect class="paper" width="100%" height="100%"/>`;

/**
 * The median times of the charted rows as SVG. The longest bar of each work and latency is as wide as the chart: it is
 * the ratios that count.
 *
 * @param {import('./tables.mjs').Result[]} results
 * @returns {Promise<string>}
 */
export async function chart(results) {
	const { headings, bars, height } = layout(results);
	const text = /** @type {const} */ ({
		font: { value: 'sans-serif' },
		baseline: { value: 'middle' },
	});
	/** @type {import('vega').Spec} */
	const spec = {
		width: WIDTH,
		height,
		padding: 16,
		data: [
			{ name: 'headings', values: headings },
			{ name: 'bars', values: bars },
		],
		marks: [
			{
				type: 'text',
				from: { data: 'headings' },
				encode: {
					enter: {
						...text,
						y: { field: 'y' },
						text: { field: 'title' },
						fontSize: { value: 13 },
						fontWeight: { value: 'bold' },
					},
				},
			},
			{
				type: 'text',
				from: { data: 'bars' },
				encode: {
					enter: { ...text, y: { field: 'y' }, text: { field: 'label' }, fontSize: { value: 12 } },
				},
			},
			{
				type: 'rect',
				from: { data: 'bars' },
				encode: {
					enter: {
						x: { value: LABEL_WIDTH },
						width: { field: 'width' },
						yc: { field: 'y' },
						height: { value: LINE_HEIGHT - 5 },
						cornerRadius: { value: 2 },
						fill: { field: 'color' },
					},
				},
			},
			{
				type: 'text',
				from: { data: 'bars' },
				encode: {
					enter: {
						...text,
						x: { field: 'width', offset: LABEL_WIDTH + 6 },
						y: { field: 'y' },
						text: { field: 'time' },
						fontSize: { value: 12 },
					},
				},
			},
		],
	};
	const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
	return `${svg.replace(/^<svg[^>]*>/, (opening) => opening + STYLE)}\n`;
}

/**
 * Where everything stands, one group for each work and latency.
 *
 * @param {import('./tables.mjs').Result[]} results
 */
function layout(results) {
	const headings = [];
	const bars = [];
	let y = LINE_HEIGHT / 2;
	for (const { row, measurements } of results.filter(({ row }) => row.charted)) {
		for (const latencyMs of new Set(measurements.map((one) => one.latencyMs))) {
			const group = measurements.filter((one) => one.latencyMs === latencyMs);
			const longest = Math.max(...group.map(medianMs));
			headings.push({ y, title: `${row.title}, ${latencyMs} ms of latency` });
			for (const one of group) {
				y += LINE_HEIGHT;
				bars.push({
					y,
					label: one.label,
					time: time(medianMs(one)),
					width: (BAR_WIDTH * medianMs(one)) / longest,
					color: COLORS[one.label] ?? VARIANT_COLOR,
				});
			}
			y += LINE_HEIGHT + GAP;
		}
	}
	return { headings, bars, height: y - GAP };
}
