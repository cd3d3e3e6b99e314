import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from './paths.mjs';
import { barTable, measurementTables } from './tables.mjs';

/**
 * The page for `docs/`.
 *
 * @param {import('./tables.mjs').Result[]} results
 * @param {string} n8n the pinned n8n's command line script
 * @param {number} seconds how long the run took
 */
export function page(results, n8n, seconds) {
	return `# Benchmark

What the nodes of this package cost in time, calls and memory, beside the two things they stand between: n8n's own HTTP
Request node, which does the same with some settings, and a plain client, which is what can be had at all. This page is
written by \`npm run bench\`; nothing in it is edited by hand.

![Median times of the sides](benchmark.svg)

## Bars

${barTable(results)}

## How to read it

- **Ratios travel, times do not.** All sides take turns on one machine against one [local Desk360](../development/sandbox.md); another
  machine has other times and about the same ratios. The less latency, the more the machine counts.
- **Latency** is how long the local Desk360 holds each answer back. Making a connection costs nothing extra here. Over the
  internet it costs two or three round trips, and n8n makes a new one for each request.
- **Desk360 node** is what ships, run by n8n's engine (n8n-core) with four parallel requests, its default. **Simplify** is
  off, so that all sides hand over the same tickets, and that they do is checked.
- **HTTP Request node** is the one of the pinned n8n, run by the same engine with the credential of this package, its
  pagination set so that it makes no call too many. It reads pages one after the other. Given many items it sends all their
  requests at once: quick, as long as no rate limit stands in the way. With a limit, what is refused is lost, unless
  somebody works out the batching.
- **n8n's request helper** is what every community node sends requests with, in a node that does nothing else: no checks,
  rate limit or repeats. It makes a new connection for each request, and no node can change that.
- **Raw client** is axios and form-data on four connections that stay open, without n8n, and without checks, rate limit
  or repeats. It is the limit. Reading all of a list it does not know the end either, and reads up to three pages beyond.
- **Return All** cannot know the last page before it was read, and may ask for up to three pages beyond it; then it looks
  at the first page again, for what changed meanwhile. With a limit no call is too many.
- **A hostile body** is what makes parsers and patterns slow: a megabyte of opening brackets, a message of dots, 100,000
  fields. The time is the longest for which judging it kept everything else in the process from running, as the answer to
  a read, to a write, as a refusal and as an outage.
- **Median** is over the turns; each side has a process of its own, warmed up by a turn that does not count. **Peak
  memory** is the most resident memory of that process, n8n-core included, and **growth** by how much more that was than
  before, both in the worst turn. A MB is a million bytes.
- **The least possible time** with a rate limit is that of the windows to be waited for, with nothing for the calls. The
  window is shortened from a minute; as the service tells its end in whole seconds, up to a second of each is lost.

## Measurements

${measurementTables(results)}

## This run

${versions(n8n).join(', ')}; ${cpus()[0]?.model.trim() ?? arch()} with ${availableParallelism()} cores, ${platform()};
${new Date().toISOString().slice(0, 10)}, ${Math.round(seconds)} s in all.
`;
}

/** @param {string} n8n */
function versions(n8n) {
	const fromProject = createRequire(join(PROJECT_FOLDER, 'package.json'));
	const fromN8n = createRequire(n8n);
	/** @param {NodeJS.Require} load @param {string} name */
	const versionOf = (load, name) => `${name} ${load(`${name}/package.json`).version}`;
	return [
		`Node.js ${process.versions.node}`,
		...['n8n-core', 'axios', 'form-data'].map((name) => versionOf(fromProject, name)),
		versionOf(fromN8n, 'n8n-nodes-base'),
	];
}
