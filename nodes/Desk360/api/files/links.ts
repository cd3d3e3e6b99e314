import { filledText, isObject } from '../common/values';
import { listOf } from '../shapes';
import type { Message } from '../types';

export interface AttachmentLink {
	url: URL;
	/** As Desk360 names the file. */
	name?: string;
	mediaType?: string;
}

/** The files of messages, oldest message first. */
export interface Attached {
	links: AttachmentLink[];
	/** Files of which no address is given, by their names where they have one. */
	withoutAddress: Array<string | undefined>;
}

const BUCKETS = ['images', 'videos', 'files', 'others'] as const;

/** The vendor's own apps read `url` and `name`; the documentation shows no attachment, so other usual names will do. */
const URL_KEYS = [
	'url',
	'link',
	'href',
	'src',
	'path',
	'file',
	'file_url',
	'full_url',
	'download_url',
];
const NAME_KEYS = ['name', 'file_name', 'fileName', 'filename', 'original_name', 'title'];
const TYPE_KEYS = ['mime_type', 'mimeType', 'mimetype', 'content_type', 'type'];

function firstText(source: Record<string, unknown>, keys: string[]): string | undefined {
	return keys.map((key) => filledText(source[key])).find((value) => value !== undefined);
}

/** The elements of a list; a list of one may come as that one alone. */
function elementsIn(bucket: unknown): unknown[] {
	const isElement = isObject(bucket) || filledText(bucket) !== undefined;
	return listOf(bucket) ?? (isElement ? [bucket] : []);
}

/** The elements of a message's four lists, or of one list should there be just one. */
function elementsOf({ attachments }: Message): unknown[] {
	const list = listOf(attachments);
	if (list) return list;
	if (!isObject(attachments)) return [];
	return BUCKETS.flatMap((bucket) => elementsIn(attachments[bucket]));
}

/** The last part of an address, which names a file that has no other name. */
export function lastPathSegment({ pathname }: URL): string | undefined {
	const encoded = pathname.split('/').at(-1) || undefined;
	try {
		return encoded && decodeURIComponent(encoded);
	} catch {
		return encoded;
	}
}

/**
 * The attachments of messages, bucket by bucket. An element is an address, or an object with one.
 *
 * @param base where relative addresses start: the API's address
 */
export function attachedTo(messages: Message[], base: URL): Attached {
	const attached: Attached = { links: [], withoutAddress: [] };
	for (const element of messages.flatMap(elementsOf)) {
		const source = isObject(element) ? element : { url: element };
		const address = firstText(source, URL_KEYS);
		const name = firstText(source, NAME_KEYS);
		if (address === undefined || !URL.canParse(address, base.href)) {
			attached.withoutAddress.push(name);
			continue;
		}
		const mediaType = firstText(source, TYPE_KEYS);
		attached.links.push({
			url: new URL(address, base.href),
			name,
			// The service's own type is a word such as `image`.
			mediaType: mediaType?.includes('/') ? mediaType : undefined,
		});
	}
	return attached;
}
