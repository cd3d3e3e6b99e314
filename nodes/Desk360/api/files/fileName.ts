import { filledText } from '../common/values';

const LONGEST_NAME = 200;

/** For files without a name of whose type n8n knows no ending. */
const ENDINGS: Readonly<Record<string, string>> = {
	'application/json': 'json',
	'application/msword': 'doc',
	'application/pdf': 'pdf',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/xml': 'xml',
	'application/zip': 'zip',
	'audio/mpeg': 'mp3',
	'image/gif': 'gif',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/svg+xml': 'svg',
	'image/webp': 'webp',
	'text/csv': 'csv',
	'text/html': 'html',
	'text/plain': 'txt',
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
};

/** Empty when none is known. */
export function endingOf(mediaType: string): string {
	const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : undefined;
	return ending === undefined ? '' : `.${ending}`;
}

/** Without directories: what stood before a slash stays, so that `Invoice 1/2.png` is still told apart. */
export function flatName(name: string): string {
	const flat = name
		.slice(0, 10 * LONGEST_NAME)
		.replace(/[\p{Cc}\p{Cf}]/gu, '')
		.replace(/^[./\\\s]+/, '')
		.replace(/[/\\]+/g, '_')
		.trim();
	if (flat.length <= LONGEST_NAME) return flat;
	const ending = /\.[^.]{1,10}$/.exec(flat)?.[0] ?? '';
	return `${flat.slice(0, LONGEST_NAME - ending.length)}${ending}`;
}

/** Header values are bytes that came as characters of their own; many services write names in UTF-8 there. */
function asUtf8(value: string): string {
	const characters = [...value];
	if (characters.some((character) => character.charCodeAt(0) > 0xff)) return value;
	const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return value;
	}
}

function percentDecoded(value: string): string | undefined {
	try {
		return decodeURIComponent(value);
	} catch {
		return undefined;
	}
}

/** `filename*`, which knows all characters, before `filename`. */
export function nameOfDisposition(header: unknown): string | undefined {
	if (typeof header !== 'string') return undefined;
	const text = header.slice(0, 4_000);
	const extended = /;\s*filename\*\s*=\s*"?utf-8'[^']*'([^;"\s]+)/i.exec(text)?.[1];
	const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(text)?.[1];
	const bare = /;\s*filename\s*=\s*([^;"\s]+)/i.exec(text)?.[1];
	const plain = quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1');
	return filledText(
		(extended && percentDecoded(extended)) ?? (plain === undefined ? plain : asUtf8(plain)),
	);
}

/** Storage services give it to what they do not know. */
const SAYS_NOTHING = /^(application|binary)\/(octet-stream|unknown|x-download|force-download)\b/i;

/** Undefined when the type says nothing. */
export function mediaTypeOf(header: unknown): string | undefined {
	const type = filledText(header)?.split(';', 1)[0]?.trim();
	return type?.includes('/') && !SAYS_NOTHING.test(type) ? type : undefined;
}
