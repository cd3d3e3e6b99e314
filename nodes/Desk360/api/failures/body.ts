import { extentOf } from './extent';
import { beginning, plainLine, shortened } from './text';

/** The JSON of an answer, and what stood around it. */
export interface Body {
	/** Undefined when there is none. */
	json?: unknown;
	/** In plain words what was not part of it, such as a notice of PHP. */
	around?: { where: 'before' | 'after'; text: string };
	/** It was not read, because reading it would hold up n8n. */
	isExcessive?: boolean;
}

const BYTE_ORDER_MARK = 0xfeff;

/** A notice is a line or a few; further in nothing is looked for. */
const LONGEST_NOTICE = 10_000;

const LONGEST_SHOWN = 200;

/** To try a place where JSON may begin costs a reading of the whole. */
const MOST_PLACES = 3;

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function withoutMarks(text: string): string {
	let start = 0;
	while (text.charCodeAt(start) === BYTE_ORDER_MARK) start++;
	return start === 0 ? text : text.slice(start);
}

/** Where a line or a tag ends and JSON begins. */
function placesIn(text: string): number[] {
	const notice = text.slice(0, LONGEST_NOTICE);
	return [...notice.matchAll(/[>\n]\s{0,8}(?=[[{])/g)]
		.map(({ index, 0: gap }) => index + gap.length)
		.slice(0, MOST_PLACES);
}

function noticeOf(text: string, secrets: string[]): string {
	return shortened(plainLine(beginning(text, secrets, LONGEST_SHOWN * 4)), LONGEST_SHOWN);
}

/** JSON with something after it. */
function readFront(text: string, end: number, secrets: string[]): Body | undefined {
	const after = text.slice(end);
	const json = after.length <= LONGEST_NOTICE ? parse(text.slice(0, end)) : undefined;
	if (json === undefined) return undefined;
	return { json, around: { where: 'after', text: noticeOf(after, secrets) } };
}

/** JSON with something before it; not after it as well, for web pages hold JSON in their midst. */
function readBack(text: string, secrets: string[]): Body | undefined {
	for (const place of placesIn(text)) {
		const back = text.slice(place);
		const json = extentOf(back).isExcessive ? undefined : parse(back);
		if (json === undefined) continue;
		return { json, around: { where: 'before', text: noticeOf(text.slice(0, place), secrets) } };
	}
	return undefined;
}

/**
 * Byte order marks, and notices that a misconfigured PHP writes before or after JSON, are no reason to discard it.
 *
 * @param secrets struck out of what is shown of a notice
 */
export function readBody(text: string, secrets: string[]): Body {
	const marked = withoutMarks(text);
	const { end, isExcessive } = extentOf(marked);
	if (isExcessive) return { isExcessive };
	const json = parse(marked);
	if (json !== undefined) return { json };
	const front = end === undefined ? undefined : readFront(marked, end, secrets);
	return front ?? readBack(marked, secrets) ?? {};
}
