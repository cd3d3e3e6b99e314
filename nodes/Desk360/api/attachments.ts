import { filledText, isObject } from './question';
import type { Message } from './types';

export interface AttachmentLink {
	url: URL;
	fileName?: string;
	mimeType?: string;
}

const BUCKETS = ['images', 'videos', 'files', 'others'] as const;

/** The documentation does not show an attachment; these are the names such links usually go by. */
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
const NAME_KEYS = ['file_name', 'fileName', 'filename', 'original_name', 'name', 'title'];
const TYPE_KEYS = ['mime_type', 'mimeType', 'mimetype', 'content_type', 'type'];

function firstText(source: Record<string, unknown>, keys: string[]): string | undefined {
	return keys.map((key) => filledText(source[key])).find((value) => value !== undefined);
}

function lastPathSegment({ pathname }: URL): string | undefined {
	const encoded = pathname.split('/').at(-1) || undefined;
	try {
		return encoded && decodeURIComponent(encoded);
	} catch {
		return encoded;
	}
}

/** The link of one element: a string, or an object with a URL under a usual name; undefined for anything else. */
function linkOf(element: unknown, base: URL): AttachmentLink | undefined {
	const source = isObject(element) ? element : { url: element };
	const address = firstText(source, URL_KEYS);
	if (address === undefined || !URL.canParse(address, base.href)) return undefined;
	const url = new URL(address, base.href);
	const mimeType = firstText(source, TYPE_KEYS);
	return {
		url,
		fileName: firstText(source, NAME_KEYS) ?? lastPathSegment(url),
		mimeType: mimeType?.includes('/') ? mimeType : undefined,
	};
}

/** The attachments of messages, oldest message first, bucket by bucket. Relative links start at the API's address. */
export function attachmentLinks(messages: Message[], base: URL): AttachmentLink[] {
	return messages.flatMap(({ attachments }) =>
		BUCKETS.flatMap((bucket) => attachments?.[bucket] ?? [])
			.map((element) => linkOf(element, base))
			.filter((link) => link !== undefined),
	);
}
