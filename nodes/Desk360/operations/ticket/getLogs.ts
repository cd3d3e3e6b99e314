import { createCaller } from '../../api/client';
import { ticketLogs } from '../../api/tickets';
import { withTicket } from '../../fields/belonging';
import { warnOfEarlyEnd } from '../earlyEnd';
import { productIdOf, senderOptionsOf, simplifierOf, ticketIdOf } from '../parameters';
import { asItems } from '../types';
import type { Operation } from '../types';

export const getLogs: Operation = {
	itemsInParallel: true,
	async execute(context, itemIndex) {
		const productId = productIdOf(context, itemIndex);
		const ticketId = ticketIdOf(context, itemIndex);
		const simplify = await simplifierOf(context, itemIndex);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));
		const logs = await ticketLogs(call, productId, ticketId);
		warnOfEarlyEnd(context, `logs of ticket ${ticketId}`, logs);
		return asItems(
			logs.rows.map((entry) => withTicket(simplify.logEntry(entry), productId, ticketId)),
		);
	},
};
