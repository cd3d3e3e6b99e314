import type { IExecuteFunctions } from 'n8n-workflow';

import type { Gathered } from '../api/paging';

/** Tells the person at the editor and the log that a list was ended although Desk360 named a further page. */
export function warnOfEarlyEnd(
	context: IExecuteFunctions,
	what: string,
	{ rows, endedEarly }: Gathered<unknown>,
): void {
	if (endedEarly === undefined) return;
	const message = `Reading the ${what} ended early, after ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}: ${endedEarly}`;
	context.logger.warn(message);
	context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}
