/** How far a JSON text reaches. */
export interface Extent {
	/** The place behind the list or object that the text begins with; undefined when it does not end. */
	end?: number;
	/** Reading it would hold up n8n for longer than anybody's answer is worth. */
	isExcessive: boolean;
}

/** What Desk360 answers is a handful of levels deep. */
const DEEPEST = 100;

/** Objects are slow to build when each of their fields has another name. */
const MOST_FIELDS = 10_000;

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The place of the quotation mark that ends the text which begins at `start`; the end of all when none does. */
function endOfText(json: string, start: number): number {
	for (let end = start; ;) {
		end = json.indexOf('"', end + 1);
		if (end < 0) return json.length;
		let before = end - 1;
		while (json.charCodeAt(before) === BACKSLASH) before--;
		const isEscaped = (end - before) % 2 === 0;
		if (!isEscaped) return end;
	}
}

/** Counts levels and fields in one pass, before anything is built of them. A text that is no list or object has none. */
export function extentOf(json: string): Extent {
	/** How many each of the open objects has so far, outermost first. */
	const fields: number[] = [];
	for (let at = Math.max(0, json.search(/\S/)); at < json.length; at++) {
		const code = json.charCodeAt(at);
		if (code === OPEN_LIST || code === OPEN_OBJECT) {
			if (fields.push(0) > DEEPEST) return { isExcessive: true };
		} else if (fields.length === 0) break;
		else if (code === QUOTE) at = endOfText(json, at);
		else if (code === COLON) {
			const count = (fields.pop() ?? 0) + 1;
			if (count > MOST_FIELDS) return { isExcessive: true };
			fields.push(count);
		} else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
			fields.pop();
			if (fields.length === 0) return { end: at + 1, isExcessive: false };
		}
	}
	return { isExcessive: false };
}
