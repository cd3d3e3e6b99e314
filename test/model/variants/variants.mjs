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
				file: 'list/pageReader.ts',
				find: 'return row.updated_at > rememberedFrom && !seen.knows(row);',
				replace: 'return row.updated_at > this.known.handledUpTo;',
			},
		],
	},
	{
		name: 'cursor moved early',
		mistake:
			'The cursor goes to the top of the list whether or not everything below it was handed over: what a fault or a limit held back is lost.',
		patches: [
			{
				file: 'nextState.ts',
				find: 'const seen = state.seen.with(handled);',
				replace: 'const seen = state.seen.with([...handled, ...left.map((row) => ({ row }))]);',
			},
			{
				file: 'nextState.ts',
				find: 'const [oldestLeft] = left;',
				replace: 'const [oldestLeft] = [] as TicketRow[];',
			},
		],
	},
	{
		name: 'first page only',
		mistake: 'One page is read, whatever it holds: the rest of a burst is lost.',
		patches: [
			{
				file: 'list/readDown.ts',
				find: 'if (nextPage === undefined || isDone || isFull) {',
				replace: 'reachesKnown = true;\n\t\t{',
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
				find: 'const { rows, bottom: rememberedFrom } = await readNewest(source);',
				replace:
					'const { rows } = await readNewest(source);\n\tconst rememberedFrom = stampOf(secondsOfMoment(Date.now()));',
			},
			{
				file: 'start.ts',
				find: "from './stamps';",
				replace: "from './stamps';\nimport { secondsOfMoment, stampOf } from './stamps';",
			},
		],
	},
	{
		name: 'no boundary ids',
		mistake:
			'Nothing is remembered of the second of the cursor: what happened in it comes again with every poll.',
		patches: [
			{
				file: 'seen.ts',
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
				file: 'nextState.ts',
				find: 'next.completeAt = next.handledUpTo;',
				replace:
					'next.completeAt = next.handledUpTo = stretch.rows.at(-1)?.updated_at ?? next.handledUpTo;',
			},
			{
				file: 'nextState.ts',
				find: 'next.seen = seen.after(next.rememberedFrom);',
				replace: `next.seen = seen.without(
			stretch.rows.filter((row) => row.updated_at > next.handledUpTo),
		);`,
			},
			{
				file: 'seen.ts',
				find: '\tafter(',
				replace:
					'\twithout(rows: TicketRow[]): SeenTickets {\n\t\tconst ids = rows.map(({ id }) => String(id));\n\t\treturn new SeenTickets(new Map([...this.tickets].filter(([id]) => !ids.includes(id))));\n\t}\n\n\tafter(',
			},
		],
	},
	{
		name: 'state changed in place',
		mistake:
			'What a page showed is noted in the static data before the poll is done with it: a poll that ends early loses it.',
		patches: [
			{
				file: 'list/pageReader.ts',
				find: '\t\tthis.count++;',
				replace: '\t\tthis.count++;\n\t\tthis.rows.push(...answer.rows);',
			},
			{
				file: 'list/pageReader.ts',
				find: '\tcount = 0;',
				replace: '\tcount = 0;\n\n\trows: TicketRow[] = [];',
			},
			{
				file: 'poll.ts',
				find: 'if (before === state) came.state = interrupted(state, came.stopped, reader);',
				replace:
					'came.state = { ...before, seen: before.seen.with(reader.rows.map((row) => ({ row }))) };',
			},
		],
	},
	{
		name: 'no overlap guard',
		mistake: 'Polls that overlap work from the same state: both hand over the same.',
		patches: [
			{
				file: 'processMemory.ts',
				find: 'if (this.claimedUntil > now || this.notBefore > now) return undefined;',
				replace: 'if (this.notBefore > now) return undefined;',
			},
		],
	},
	{
		name: 'read once',
		mistake:
			'Several pages are read once: when a row leaves the list meanwhile, another one is pulled up past the next page, and lost.',
		patches: [
			{
				file: 'list/readOldestNews.ts',
				find: 'if (stretch.pages.length === 1 || isAccountedFor(reading)) return { stretch };',
				replace: 'if (reading) return { stretch };',
			},
		],
	},
	{
		name: 'ids without versions',
		mistake:
			'A ticket that was seen with this stamp is done with: its next change in the same second is lost.',
		patches: [
			{
				file: 'seen.ts',
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
			{
				file: 'processMemory.ts',
				find: 'now - toldAt >= PATIENCE_MS',
				replace: 'now >= toldAt',
			},
		],
	},
	{
		name: 'newest first',
		mistake: 'Events come in the order of the list.',
		patches: [
			{
				file: 'watch.ts',
				find: 'items.sort((one, other) => compare(one.at, other.at));',
				replace: 'items.sort((one, other) => compare(other.at, one.at));',
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
				find: 'return at > rememberedFrom && !seen?.keys?.includes(key);',
				replace: 'return at > (seen ? seen.last : rememberedFrom);',
			},
		],
	},
	{
		name: 'odd ones dropped',
		mistake:
			'A message or a change of status that cannot be read is left out for good: nobody looks for it again.',
		patches: [
			{
				file: 'events.ts',
				find: 'if (isPartial && !isGivenUp) return undefined;',
				replace: 'if (isPartial && isGivenUp) return undefined;',
			},
		],
	},
	{
		name: 'one state for all products',
		mistake:
			"The state of one product is used for another: its tickets are measured by another list's stamps, and lost or repeated.",
		patches: [
			{
				file: 'state.ts',
				find: 'products: products.map(loadProduct) };',
				replace:
					'products: products.map(loadProduct).map(({ id }, _place, [first]) => ({ ...first, id })) as WatchedProduct[] };',
			},
		],
	},
	{
		name: 'a starved product',
		mistake: 'Products take no turns: the first one is looked at, and the others never.',
		patches: [
			{
				file: 'watch.ts',
				find: 'came.state.products.filter(({ goneAt }) => goneAt === undefined)) {',
				replace: 'came.state.products.filter(({ goneAt }) => goneAt === undefined).slice(0, 1)) {',
			},
			{
				file: 'watch.ts',
				find: 'hadNoTurn ? [state, ...others] : [...others, state]',
				replace: '[state, ...others]',
			},
		],
	},
	{
		name: 'new products start late',
		mistake:
			'A product that appears gets a starting point when it is found: its first tickets are lost.',
		patches: [
			{
				file: 'productList.ts',
				find: 'before ? startingFrom(id, before.stamp) : { id }',
				replace: '({ id })',
			},
		],
	},
	{
		name: 'one event a ticket',
		mistake: 'Of several events of a ticket one is handed over, which swallows the others.',
		patches: [
			{
				file: 'events.ts',
				find: 'items: happened.map(',
				replace: 'items: happened.slice(0, 1).map(',
			},
		],
	},
	{
		name: 'looks on credit',
		mistake:
			'Second looks are never paid for: quiet polls cost several calls, which others then wait for.',
		patches: [
			{
				file: 'watch.ts',
				find: 'const mayLookAgain = state.debt + caller.extra <= 0;',
				replace: 'const mayLookAgain = true;',
			},
		],
	},
];
