import { NodeOperationError } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * A file of the item whose bytes are read from n8n's binary store when the request is written, and read again
 * should n8n repeat it after a renewed token. `size` is known beforehand, so the request has a length.
 */
class StoredFile extends File {
	constructor(
		name: string,
		type: string,
		private readonly byteCount: number,
		private readonly openBytes: () => Promise<Chunks>,
	) {
		super([], name, { type });
	}

	override get size(): number {
		return this.byteCount;
	}

	override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
		let chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array> | undefined;
		const open = this.openBytes;
		return new ReadableStream({
			async pull(controller) {
				chunks ??= iteratorOf(await open());
				const { done, value } = await chunks.next();
				if (done) controller.close();
				else controller.enqueue(value as Uint8Array<ArrayBuffer>);
			},
			async cancel() {
				await chunks?.return?.();
			},
		});
	}
}

function iteratorOf(chunks: Chunks): AsyncIterator<Uint8Array> | Iterator<Uint8Array> {
	return Symbol.asyncIterator in chunks
		? chunks[Symbol.asyncIterator]()
		: chunks[Symbol.iterator]();
}

/** Memory mode keeps the bytes in the item; the other modes keep them under an id. */
async function storedFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
	binary: IBinaryData,
): Promise<StoredFile> {
	const name = binary.fileName || field;
	const { id } = binary;
	if (id === undefined) {
		const buffer = await context.helpers.getBinaryDataBuffer(itemIndex, field);
		return new StoredFile(name, binary.mimeType, buffer.length, async () => [buffer]);
	}
	const { fileSize } = await context.helpers.getBinaryMetadata(id);
	return new StoredFile(name, binary.mimeType, fileSize, async () => {
		return (await context.helpers.getBinaryStream(id)) as AsyncIterable<Uint8Array>;
	});
}

/** The field names of a comma-separated list. */
export function fieldNames(list: string): string[] {
	return list
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

/** n8n looks for the file itself: a workflow keeps files beside the data of an item, or within under a path. */
function binaryOf(context: IExecuteFunctions, itemIndex: number, field: string): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, field);
	} catch {
		const present = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
		throw new NodeOperationError(
			context.getNode(),
			`The item has no binary field "${field}" to attach`,
			{
				itemIndex,
				description:
					present.length > 0
						? `Name one of its binary fields under Attachments: ${present.join(', ')}`
						: 'Put a node before this one that gives the item a file, such as Read/Write Files from Disk, HTTP Request or Convert to File',
			},
		);
	}
}

/**
 * The files of an item's binary fields, in the order named.
 *
 * @throws NodeOperationError when the item has no such field; nothing has been sent then
 */
export async function filesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: string[],
): Promise<File[]> {
	const files: File[] = [];
	for (const field of fields) {
		const binary = binaryOf(context, itemIndex, field);
		files.push(await storedFile(context, itemIndex, field, binary));
	}
	return files;
}

/** A multipart form as the documentation has it: the fields as text, each file under `attachments[]`. */
export function multipart(
	fields: Record<string, string | number | undefined>,
	files: File[],
): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value !== undefined) form.append(name, String(value));
	}
	// Without a third argument: with one, FormData would copy the file and lose its lazy stream.
	for (const file of files) form.append('attachments[]', file);
	return form;
}
