import { getAll as getAllProducts } from './product/getAll';
import { create } from './ticket/create';
import { get } from './ticket/get';
import { getAll as getAllTickets } from './ticket/getAll';
import { getLogs } from './ticket/getLogs';
import { reply } from './ticket/reply';
import type { Operation } from './types';

const OPERATIONS: Record<string, Record<string, Operation>> = {
	product: { getAll: getAllProducts },
	ticket: { create, get, getAll: getAllTickets, getLogs, reply },
};

export function operationOf(resource: string, operation: string): Operation | undefined {
	return OPERATIONS[resource]?.[operation];
}
