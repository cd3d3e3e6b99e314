import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** What an operation gives for one input item; the loop adds `pairedItem`. */
export type OperationResult = Array<Pick<INodeExecutionData, 'json' | 'binary'>>;

export interface Operation {
	/** Items that take one read each run at the same time; writes, and lists with their own pages, go one by one. */
	itemsInParallel: boolean;
	/**
	 * @throws InvalidValue before a call is spent
	 * @throws Desk360ApiError when Desk360 did not do it
	 */
	execute: (context: IExecuteFunctions, itemIndex: number) => Promise<OperationResult>;
}

export function asItems(rows: object[]): OperationResult {
	return rows.map((json) => ({ json: json as IDataObject }));
}
