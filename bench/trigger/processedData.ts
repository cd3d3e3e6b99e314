import type { IDataObject } from 'n8n-workflow';

/** A row of n8n's table `processed_data`: what one Remove Duplicates node has seen. */
export interface ProcessedData {
	workflowId: string;
	context: string;
	value: IDataObject;
}

type Key = Pick<ProcessedData, 'workflowId' | 'context'>;

const textOf = ({ workflowId, context }: Key) => JSON.stringify([workflowId, context]);

/** Stands in for that table: the calls that n8n's deduplication makes of it, rows as JSON as in a database. */
export class ProcessedDataRepository {
	private rows = new Map<string, string>();

	async findOne({ where }: { where: Key }): Promise<ProcessedData | null> {
		return JSON.parse(this.rows.get(textOf(where)) ?? 'null') as ProcessedData | null;
	}

	async insert(row: ProcessedData): Promise<void> {
		if (this.rows.has(textOf(row))) throw new Error(`${textOf(row)} is there already`);
		this.rows.set(textOf(row), JSON.stringify(row));
	}

	async update(where: Key, row: ProcessedData): Promise<void> {
		this.rows.set(textOf(where), JSON.stringify(row));
	}

	async delete(where: Key): Promise<void> {
		this.rows.delete(textOf(where));
	}

	/** Gives what takes the table back to this moment. */
	snapshot(): () => void {
		const rows = new Map(this.rows);
		return () => {
			this.rows = rows;
		};
	}

	clear(): void {
		this.rows.clear();
	}
}
