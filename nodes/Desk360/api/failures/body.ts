import { plainLine, shortened } from './text';

/** The JSON of an answer, and what stood around it. */
export interface Body {
	/** Undefined when there is none. */
	json?: unknown;
	/** In plain words what was not part of it, such as a notice of PHP. */
	around?: string;
}

const BYTE_ORDER_MARK = 0xfeff;

/** A notice before the JSON is a line or a few; further in nothing is looked for. */
const LONGEST_NOTICE = 10_000;

const LONGEST_SHOWN = 200;

/** Places at which JSON may begin behind a notice; more are not tried, for each costs a reading of the whole. */
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

/**
 * Reads the JSON of an answer. Byte order marks and notices that a misconfigured PHP writes before it are no
 * reason to discard what is whole.
 */
export function readBody(text: string): Body {
	const marked = withoutMarks(text);
	const json = parse(marked);
	if (json !== undefined) return { json };
	for (const place of placesIn(marked)) {
		const behind = parse(marked.slice(place));
		if (behind === undefined) continue;
		const around = plainLine(marked.slice(0, Math.min(place, LONGEST_SHOWN * 4)));
		return { json: behind, around: shortened(around, LONGEST_SHOWN) };
	}
	return {};
}
