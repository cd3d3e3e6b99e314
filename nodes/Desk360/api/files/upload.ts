import { NodeOperationError } from 'n8n-workflow';
import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { fingerprint } from '../common/fingerprint';
import { filledText, isObject } from '../common/values';
import { CallFailed } from '../failures/failure';
import { endingOf, flatName } from './fileName';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Its bytes are read from n8n's binary store when the request is written, and again should n8n repeat it after a
 * renewed token. `size` is known beforehand, so the request has a length.
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
		let passed = 0;
		const { name, byteCount, openBytes: open } = this;
		return new ReadableStream({
			async pull(controller) {
				try {
					chunks ??= iteratorOf(await open());
					const { done, value } = await chunks.next();
					passed += done ? 0 : value.length;
					// The request has said how long it is: its receiver would wait for the rest.
					if (done ? passed < byteCount : passed > byteCount) {
						throw new Error(`it has no longer the ${byteCount} bytes that n8n stored`);
					}
					if (done) controller.close();
					else controller.enqueue(value as Uint8Array<ArrayBuffer>);
				} catch (thrown) {
					controller.error(brokenOff(name, thrown as Error));
					await chunks?.return?.();
				}
			},
			async cancel() {
				await chunks?.return?.();
			},
		});
	}
}

/** A request whose body ends before its length is none that a service acts on. */
function brokenOff(name: string, { message }: Error): CallFailed {
	return new CallFailed({
		kind: 'refused',
		message: `The file "${name}" could not be read to its end: ${message}`,
		description:
			'Nothing was done: the request broke off with it. Look at the place where this n8n keeps binary data, and run the workflow again',
	});
}

function iteratorOf(chunks: Chunks): AsyncIterator<Uint8Array> | Iterator<Uint8Array> {
	return Symbol.asyncIterator in chunks
		? chunks[Symbol.asyncIterator]()
		: chunks[Symbol.iterator]();
}

/** A file to attach: a binary field of the item, or a binary object that an expression gave. */
interface Attachment {
	/** How messages name it. */
	label: string;
	binary: IBinaryData;
}

/** What n8n keeps in a binary field, or that without the bytes. */
type Described = Pick<IBinaryData, 'mimeType'> & Partial<IBinaryData>;

function isDescribed(value: unknown): value is Described {
	return isObject(value) && typeof value.mimeType === 'string';
}

/** The bytes are there, or the id under which n8n's store has them. */
function isBinary(described: Described): described is IBinaryData {
	return typeof described.data === 'string' || typeof described.id === 'string';
}

/** True for the file of a description; `data` is the bytes themselves. */
function fits(binary: IBinaryData, described: Described): boolean {
	return Object.entries(described).every(
		([key, value]) => binary[key as keyof IBinaryData] === value,
	);
}

/** As `{{ $binary }}` gives them; none of an item without files. */
function isBinaryFields(value: unknown): value is Record<string, Described> {
	return isObject(value) && Object.values(value).every(isDescribed);
}

/** Separated by commas, or as JSON of a list, which agents give. */
function namesIn(text: string): string[] {
	const trimmed = text.trim();
	if (trimmed.startsWith('[')) {
		try {
			const list: unknown = JSON.parse(trimmed);
			if (Array.isArray(list) && list.every((name) => typeof name === 'string')) return list;
		} catch {
			// a name that begins with a bracket
		}
	}
	return trimmed.split(',').flatMap((name) => filledText(name) ?? []);
}

/** Finds out which files are meant, without opening one. */
class Attachments {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemIndex: number,
	) {}

	/** Names, binary objects, and lists of either. */
	of(given: unknown): Attachment[] {
		if (given === undefined || given === null) return [];
		if (typeof given === 'string') return namesIn(given).map((name) => this.field(name));
		if (Array.isArray(given)) return given.flatMap((entry) => this.of(entry));
		if (isDescribed(given)) return [this.whole(given)];
		if (isBinaryFields(given)) {
			return Object.entries(given).map(([field, described]) => this.whole(described, field));
		}
		throw this.refuse(
			'Attachments holds something that is no file',
			'Give the names of binary fields, or binary objects such as {{ $binary.data }}, alone in the expression',
		);
	}

	/** Where n8n keeps the bytes in the items, an expression gives a file without them, but the item has it whole. */
	private whole(described: Described, field?: string): Attachment {
		const label = field ?? described.fileName ?? 'data';
		if (isBinary(described)) return { label, binary: described };
		const [first, ...others] = Object.entries(this.fields())
			.filter(([name]) => field === undefined || name === field)
			.map(([, binary]) => binary)
			.filter((binary) => fits(binary, described));
		const isFirst = ({ data, id }: IBinaryData) => data === first?.data && id === first?.id;
		if (first && others.every(isFirst)) return { label, binary: first };
		throw this.refuse(
			`The expression gives the file "${label}" without its bytes`,
			'Give the name of a binary field of the item. A file of an earlier node comes whole with an expression such as {{ $("Name of the node").item.binary.data }}',
		);
	}

	private fields(): IBinaryKeyData {
		return this.context.getInputData()[this.itemIndex]?.binary ?? {};
	}

	/** n8n looks for the file itself: a workflow keeps files beside the data of an item, or within under a path. */
	private field(name: string): Attachment {
		try {
			return {
				label: name,
				binary: this.context.helpers.assertBinaryData(this.itemIndex, name),
			};
		} catch {
			const present = Object.keys(this.fields());
			const isObjectAsText = name.includes('[object') || name.startsWith('{"');
			throw this.refuse(
				isObjectAsText
					? 'Attachments holds a file as text'
					: `The item has no binary field "${name}" to attach`,
				isObjectAsText
					? 'Give the name of the binary field, or an expression that is all there is in the field, such as {{ $binary.data }}'
					: present.length > 0
						? `Name one of its binary fields under Attachments: ${present.join(', ')}`
						: 'Put a node before this one that gives the item a file, such as Read/Write Files from Disk, HTTP Request or Convert to File',
			);
		}
	}

	refuse(message: string, description: string): NodeOperationError {
		const { context, itemIndex } = this;
		return new NodeOperationError(context.getNode(), message, { itemIndex, description });
	}
}

function nameOf({ label, binary }: Attachment): string {
	const given = flatName(binary.fileName ?? '');
	if (given !== '') return given;
	const ending = binary.fileExtension ? `.${binary.fileExtension}` : endingOf(binary.mimeType);
	const name = flatName(label) || 'data';
	return name.includes('.') ? name : `${name}${ending}`;
}

/** Files to attach, and what tells them from others. */
export interface Attached {
	files: File[];
	/** Short, for comparing what is written with what was. */
	identity: string[];
}

/**
 * What the parameter `attachments` means: names of the item's binary fields, binary objects, lists of either.
 *
 * @throws NodeOperationError when one is not there, or no longer; nothing has been sent then
 */
export async function attachedFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	given: unknown,
): Promise<Attached> {
	const attachments = new Attachments(context, itemIndex);
	const { helpers } = context;

	async function opened(attachment: Attachment): Promise<StoredFile> {
		const { binary } = attachment;
		const name = nameOf(attachment);
		const { id } = binary;
		if (id === undefined) {
			// Memory mode keeps the bytes in the item.
			const bytes = Buffer.from(binary.data, 'base64');
			return new StoredFile(name, binary.mimeType, bytes.length, async () => [bytes]);
		}
		const open = async () => await helpers.getBinaryStream(id);
		try {
			const { fileSize } = await helpers.getBinaryMetadata(id);
			// The store may have lost the bytes and still know of them.
			(await open()).destroy();
			return new StoredFile(name, binary.mimeType, fileSize, open);
		} catch (thrown) {
			throw attachments.refuse(
				`The file "${name}" (${attachment.label}) is no longer in n8n's store: ${(thrown as Error).message}`,
				'Nothing was sent. n8n deletes the files of old executions: run the workflow from the node that gives the file, or let this n8n keep executions longer (EXECUTIONS_DATA_MAX_AGE)',
			);
		}
	}

	const found = attachments.of(given);
	const files: File[] = [];
	for (const attachment of found) files.push(await opened(attachment));
	return {
		files,
		identity: found.map(({ binary }, index) =>
			fingerprint(files[index]?.name, binary.id ?? binary.data),
		),
	};
}

/** As documented: the fields as text, each file under `attachments[]`. */
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
