import { filledText, isObject } from '../common/values';
import { listOf } from '../shapes';
import type { Message } from '../types';
import { flatName } from './fileName';

/** A file of a message, as Desk360 tells of it. */
export interface Attachment {
	/** Undefined where no address is given. */
	url?: URL;
	/** As Desk360 names the file. */
	name?: string;
	mediaType?: string;
}

export interface AttachmentLink extends Attachment {
	url: URL;
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

/** A list of one may come as that one alone. */
function elementsIn(bucket: unknown): unknown[] {
	const isElement = isObject(bucket) || filledText(bucket) !== undefined;
	return listOf(bucket) ?? (isElement ? [bucket] : []);
}

/** Of a message's four lists, or of one list should there be just one. */
function elementsOf({ attachments }: Message): unknown[] {
	const list = listOf(attachments);
	if (list) return list;
	if (!isObject(attachments)) return [];
	return BUCKETS.flatMap((bucket) => elementsIn(attachments[bucket]));
}

/** It names a file that has no other name. */
export function lastPathSegment({ pathname }: URL): string | undefined {
	const encoded = pathname.split('/').at(-1) || undefined;
	try {
		return encoded && decodeURIComponent(encoded);
	} catch {
		return encoded;
	}
}

/** Undefined for a file without name and address. */
export function nameOfFile({ name, url }: Attachment): string | undefined {
	const known = [name, url && lastPathSegment(url), url?.host];
	return known.map((each) => each && flatName(each)).find(Boolean);
}

/** The element is an address, or an object with one. */
function attachmentOf(element: unknown, base: URL): Attachment {
	const source = isObject(element) ? element : { url: element };
	const address = firstText(source, URL_KEYS);
	const mediaType = firstText(source, TYPE_KEYS);
	return {
		url:
			address !== undefined && URL.canParse(address, base.href)
				? new URL(address, base.href)
				: undefined,
		name: firstText(source, NAME_KEYS),
		// The service's own type is a word such as `image`.
		mediaType: mediaType?.includes('/') ? mediaType : undefined,
	};
}

/**
 * Bucket by bucket, whatever their form.
 *
 * @param base where relative addresses start: the API's address
 */
export function attachmentsOf(message: Message, base: URL): Attachment[] {
	return elementsOf(message).map((element) => attachmentOf(element, base));
}

function hasAddress(attachment: Attachment): attachment is AttachmentLink {
	return attachment.url !== undefined;
}

/**
 * The files of messages, those that can be fetched apart.
 *
 * @param base where relative addresses start: the API's address
 */
export function attachedTo(messages: Message[], base: URL): Attached {
	const all = messages.flatMap((message) => attachmentsOf(message, base));
	return {
		links: all.filter(hasAddress),
		withoutAddress: all.filter((attachment) => !hasAddress(attachment)).map(({ name }) => name),
	};
}
