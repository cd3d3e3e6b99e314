import { downtimeTable, eventTable, quietTable, startTable, steadyTable } from './tables.mjs';

/**
 * The page for `docs/`.
 *
 * @param {import('./results').Results} results
 * @param {{ histories: number, seed: number, version: string, seconds: number }} run
 */
export function page(results, { histories, seed, version, seconds }) {
	const [stream] = results.steady;
	const [quiet] = results.quiet;
	return `# The trigger compared

What the Desk360 Trigger misses, repeats and costs, beside what people build of n8n's own nodes when a service has no
trigger: **Schedule Trigger**, **HTTP Request** with the credential of this package, and **Remove Duplicates**. All live
through the same random histories of a helpdesk. This page is written by \`npm run compare\`; nothing in it is edited by
hand.

## What came of the events

${histories} histories for each event, the same ones for every way. Bursts, deletions, tickets that leave and enter the
filter, changes while pages are read, rate limits, outages, broken answers, restarts, a clock set back. The way called _HTTP
Request_ is the whole workflow of the three nodes.

${eventTable(results)}

¹ n8n ended after it had started the workflow and before it had saved the trigger's state; the trigger cannot know.

- **happened**: new tickets, changes, status changes or messages, of tickets that are still in the watched list at the end.
- **missed**: never handed over. A change counts as handed over when it or a later change of the ticket was: that is all
  that looking from time to time can promise.
- **twice**: handed over again.
- **old**: handed over as news, although it was there before the watching began: a ticket of a page that had not been read
  yet moves up when it changes, or when one above it goes, and its ID was never seen. A Filter node on \`created_at\` would
  hold back the older ones of them for new tickets, as far as the clocks of both sides agree.
- **no tickets**: items without an ID, made of an empty answer or a broken row. The first of them passes Remove
  Duplicates and starts the workflow.
- **failed executions**: entries in the list of executions that say an execution did not work; for the trigger, polls that threw.
- **calls**: all calls after the beginning, refused ones too.

**Status Changed and New Message** have no row for the HTTP Request: a row of the ticket list holds neither, and cannot
tell which of several changes happened. It would take a second HTTP Request for every changed ticket, and a Remove
Duplicates of its own for log entries or messages.

## When the watching begins

The Desk360 Trigger sets its starting point and hands over nothing. The first execution of the workflow hands over every
ticket on the pages it reads, and works through them as news. Here it is run once by hand first, so that these
do not count; whoever publishes it without that gets them all. Sums over the histories, with the three polls that follow:

${startTable(results)}

## When nothing happens

A product with ${quiet?.tickets} tickets, none of which changes:

${quietTable(results)}

Desk360 grants 10 or 100 calls a minute, depending on the plan.

## After downtime

n8n was off while 300 tickets came. 10 calls a minute are granted:

${downtimeTable(results)}

## A steady stream

Between two polls ${stream?.changesPerPoll} tickets change, as many as a page holds, and nothing goes wrong. ${stream?.polls} polls:

${steadyTable(results)}

${failures(results)}

## How it is run

- Everything is real but time and the database: the nodes are those of n8n ${version}, each execution is run by n8n's engine
  (n8n-core) against the [local Desk360](../development/sandbox.md), and Remove Duplicates works with n8n's own deduplication, whose table
  is kept in memory. Time passes as fast as it is waited for.
- The histories are those that the trigger's model test draws. A way gets its polls at the same moments as the others; at
  the end each gets twenty with nothing in between, and more if it says that something is still to come.
- **The workflow is set up with care**: JSON as response format; pagination that ends with the last page and makes no call
  too many; the ticket's ID as the key for new tickets, ID and \`updated_at\` for changed ones; 10,000 as history size, the
  default. _Remove Duplicates twice_ first removes what came twice within an execution, which the usual setting does not.
- **The Desk360 Trigger is as a new one**, with product, event, filter, and Simplify off.
- **In doubt for the workflow**: its executions never overlap. When n8n ends during one, either nothing of it was saved or
  all of it was done. In between lies a moment in which the keys are saved and nothing has been done with the tickets yet.
  When n8n ends then, they are lost; the histories leave that out.
- Retry On Fail is off: what an execution could not read, the next one reads.
- What happens while a way makes its fifth call happens right after the poll to a way that makes fewer. Edits of
  the trigger are left out.

## This run

n8n ${version}, ${histories} histories for each event, seed ${seed}; ${new Date().toISOString().slice(0, 10)}, ${Math.round(seconds)} s in all.
`;
}

/** Why executions failed although nothing went wrong. @param {import('./results').Results} results */
function failures({ steady }) {
	return steady
		.filter(({ failed }) => failed > 0)
		.map(
			({ way, firstFailure, polls, failed, message }) =>
				`**${way}** stops at execution ${firstFailure}: ${failed} of the remaining ${polls - (firstFailure ?? 0) + 1} fail, with the words _${message}_ The history of Remove Duplicates is full then and nothing is taken out of it. Clearing it by hand makes everything on the page news again.`,
		)
		.join('\n\n');
}
