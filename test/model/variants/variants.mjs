/**
 * Wrong triggers: each makes one mistake that polling triggers are known for, or undoes one decision of ours. The
 * model test must find every one of them out.
 *
 * @typedef {object} Variant
 * @property {string} name
 * @property {string} mistake what it does, and what users would see
 * @property {Array<{ file: string, find: string, replace: string }>} patches of files in `nodes/Desk360/trigger`
 */

/** @type {Variant[]} */
export const VARIANTS = [
	{
		name: 'strict border',
		mistake:
			'Only rows newer than the newest stamp are new: what happens later in the second of a poll is lost.',
		patches: [
			{
				file: 'poll.ts',
				find: 'isNews: (row) => row.updated_at > state.floor && !state.memory.knows(row),',
				replace: 'isNews: (row) => row.updated_at > state.front,',
			},
		],
	},
	{
		name: 'cursor moved early',
		mistake:
			'The cursor goes to the top of the list whether or not everything below it was handed over: what a fault or a limit held back is lost.',
		patches: [
			{
				file: 'poll.ts',
				find: 'if (oldestLeft) next.front = oldestOf(sureTo, ...stamps(left));',
				replace:
					'for (const row of left) next.memory.remember(row);\n\tif (oldestLeft) next.front = finding.top;',
			},
		],
	},
	{
		name: 'first page only',
		mistake: 'One page is read, whatever it holds: the rest of a burst is lost.',
		patches: [
			{
				file: 'reading.ts',
				find: '\t\tif (joined && (ends ||',
				replace: '\t\tjoined = true;\n\t\tif (joined) break;\n\t\tif (joined && (ends ||',
			},
		],
	},
	{
		name: 'local clock',
		mistake:
			"The starting point is this machine's time: a service whose clock differs loses tickets, or old ones come.",
		patches: [
			{
				file: 'start.ts',
				find: 'const { bottom: floor } = list;',
				replace: 'const floor = stampOf(secondsOfMoment(settings.now));',
			},
			{
				file: 'start.ts',
				find: "from './stamps';",
				replace: "from './stamps';\nimport { stampOf } from './stamps';",
			},
		],
	},
	{
		name: 'no boundary ids',
		mistake:
			'Nothing is remembered of the second of the cursor: what happened in it comes again with every poll.',
		patches: [
			{
				file: 'memory.ts',
				find: 'return this.of(row)?.version === versionOf(row);',
				replace: 'return row.updated_at < (this.cutFor(0) || row.updated_at);',
			},
		],
	},
	{
		name: 'cursor from the last page',
		mistake:
			'The cursor becomes the stamp of the last row that was read, which is the oldest: the rows above it come again.',
		patches: [
			{
				file: 'poll.ts',
				find: 'next.low = next.front;',
				replace:
					'next.low = next.front = finding.rows.at(-1)?.updated_at ?? next.front;\n\t\tfor (const row of finding.rows) if (row.updated_at > next.low) next.memory.forget(row);',
			},
			{
				file: 'memory.ts',
				find: '\tforgetUpTo(',
				replace:
					'\tforget(row: TicketRow): void {\n\t\tthis.tickets.delete(String(row.id));\n\t}\n\n\tforgetUpTo(',
			},
		],
	},
	{
		name: 'state changed in place',
		mistake:
			'What a page showed is noted in the static data before the poll is done with it: a poll that ends early loses it.',
		patches: [
			{
				file: 'run.ts',
				find: 'await poll(state, source, settings);',
				replace: `await poll(state, {
		...source,
		page: async (number) => {
			const page = await source.page(number);
			const early = loadState(saveState(state, watch), watch) as typeof state;
			for (const row of page.rows) early.memory.remember(row);
			saved[STATE] = saveState(early, watch);
			return page;
		},
	}, settings).catch((thrown: Error) => ({
		items: [], gone: [], stopped: thrown, state: loadState(saved[STATE], watch) as typeof state,
	}));
	if (stopped) return { items, stopped };
	void 0;`,
			},
		],
	},
	{
		name: 'no overlap guard',
		mistake: 'Polls that overlap work from the same state: both hand over the same.',
		patches: [
			{
				file: 'guard.ts',
				find: 'if ((underWay.get(key) ?? 0) > now) return undefined;',
				replace: '',
			},
		],
	},
	{
		name: 'read once',
		mistake:
			'Several pages are read once: when a row leaves the list meanwhile, another one is pulled up past the next page, and lost.',
		patches: [
			{
				file: 'walk.ts',
				find: 'return await readUntilSure(',
				replace:
					'if (reading) return { ...reading, sureTo: reading.top };\n\treturn await readUntilSure(',
			},
		],
	},
	{
		name: 'ids without versions',
		mistake:
			'A ticket that was seen with this stamp is done with: its next change in the same second is lost.',
		patches: [
			{
				file: 'memory.ts',
				find: 'return this.of(row)?.version === versionOf(row);',
				replace: 'return this.of(row)?.last === row.updated_at;',
			},
		],
	},
	{
		name: 'throws while publishing',
		mistake:
			'A passing fault is thrown: n8n gives up on a trigger that throws while it is published.',
		patches: [
			{ file: 'patience.ts', find: 'now - toldAt >= PATIENCE_MS', replace: 'now >= toldAt' },
		],
	},
	{
		name: 'newest first',
		mistake: 'Events come in the order of the list.',
		patches: [
			{
				file: 'poll.ts',
				find: '.sort(byChange);\n\tconst handling',
				replace: '.sort((one, other) => byChange(other, one));\n\tconst handling',
			},
		],
	},
	{
		name: 'one clock for ever',
		mistake:
			"The service's clock never goes back: what is stamped an hour earlier is taken for old.",
		patches: [
			{
				file: 'pace.ts',
				find: 'export const WINDOW_SECONDS = 3_720;',
				replace: 'export const WINDOW_SECONDS = 2;',
			},
		],
	},
	{
		name: 'entries by time',
		mistake:
			'Messages and log entries newer than the last are new: those of the same second are lost.',
		patches: [
			{
				file: 'events.ts',
				find: 'return at > state.floor && !seen.entries.includes(key);',
				replace: 'return at > seen.last;',
			},
		],
	},
	{
		name: 'odd ones dropped',
		mistake:
			'A message or a change of status that cannot be read is left out for good: nobody looks for it again.',
		patches: [
			{
				file: 'poll.ts',
				find: 'if (tries > 0 && tries <= MOST_REFUSALS) {',
				replace: 'if (tries > 0 && tries <= 0) {',
			},
		],
	},
];
