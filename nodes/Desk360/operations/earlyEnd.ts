import type { IExecuteFunctions } from 'n8n-workflow';

import { counted } from '../api/common/values';
import { tell } from '../api/notices';
import type { Gathered } from '../api/paging';

/** A list was ended although Desk360 named a further page. */
export function warnOfEarlyEnd(
	context: IExecuteFunctions,
	what: string,
	{ rows, endedEarly }: Gathered<unknown>,
): void {
	if (endedEarly === undefined) return;
	tell(
		context,
		`Reading the ${what} ended early, after ${counted(rows.length, 'row')}: ${endedEarly}`,
	);
}
