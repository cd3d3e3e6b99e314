import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { tell } from '../../../nodes/Desk360/api/notices';
import { NODE } from '../../support/samples';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** One run of a node, with the hints that it shows and the lines that it logs. */
class Run {
	readonly hints: unknown[] = [];

	readonly lines: string[] = [];

	readonly context = {
		addExecutionHints: (hint: unknown) => this.hints.push(hint),
		logger: { warn: (line: string) => this.lines.push(line) },
	} as unknown as IExecuteFunctions;
}

let workflows = 0;

/** A trigger, of which each poll has a context of its own. */
class Trigger {
	readonly lines: string[] = [];

	private readonly workflow = { id: `notices ${++workflows}`, active: true };

	get context(): IPollFunctions {
		return {
			getWorkflow: () => this.workflow,
			getNode: () => NODE,
			logger: { warn: (line: string) => this.lines.push(line) },
		} as unknown as IPollFunctions;
	}
}

describe('what a person should know of a run', () => {
	test('stands in the output of the node and in the log, once for a run', () => {
		const run = new Run();
		for (const message of ['odd', 'odd', 'odder', 'odd']) tell(run.context, message);
		expect(run.hints).toEqual(
			['odd', 'odder'].map((message) => ({ message, type: 'warning', location: 'outputPane' })),
		);
		expect(run.lines).toEqual(['odd', 'odder']);
	});

	test('is told in the next run again', () => {
		tell(new Run().context, 'odd');
		const next = new Run();
		tell(next.context, 'odd');
		expect(next.hints).toHaveLength(1);
	});
});

describe('what a person should know of a trigger', () => {
	test('is logged once a day, however often it polls', () => {
		const trigger = new Trigger();
		for (let minute = 0; minute < 24 * 60; minute++) {
			tell(trigger.context, 'odd');
			jest.advanceTimersByTime(60_000);
		}
		expect(trigger.lines).toEqual(['odd']);
		tell(trigger.context, 'odd');
		expect(trigger.lines).toEqual(['odd', 'odd']);
	});

	test('is told of each trigger', () => {
		const triggers = [new Trigger(), new Trigger()];
		for (const { context } of triggers) tell(context, 'odd');
		expect(triggers.map(({ lines }) => lines)).toEqual([['odd'], ['odd']]);
	});

	test('is the latest of very much, so that years cost no memory', () => {
		const trigger = new Trigger();
		tell(trigger.context, 'the first');
		for (let count = 0; count < 1_000; count++) tell(trigger.context, `odd ${count}`);
		tell(trigger.context, 'odd 999');
		tell(trigger.context, 'the first');
		expect(trigger.lines).toHaveLength(1_002);
	});
});
