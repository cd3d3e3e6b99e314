import { INVISIBLE, QUOTES } from './typed';

const HIDDEN = `[${INVISIBLE}]*`;
const AROUND = `[\\s${INVISIBLE}${QUOTES}]*`;
const ANYTHING = '[\\s\\S]*';

const DIGITS = `[0-9](?:${HIDDEN}[0-9])*(?:${HIDDEN}\\.${HIDDEN}0(?:${HIDDEN}0)?)?${AROUND}`;
const NUMBER_SIGN = `#${AROUND}[0-9]${ANYTHING}`;
const ADDRESS = `${['[hH]', '[tT]', '[tT]', '[pP]'].join(HIDDEN)}${HIDDEN}(?:[sS]${HIDDEN})?:${ANYTHING}`;

/**
 * A regular expression without flags. n8n does not run a workflow with anything else, so it lets pass all that
 * `productIdValue` and `ticketIdValue` take; they decide.
 */
export const TYPED_ID = `${AROUND}(?:${DIGITS}|${NUMBER_SIGN}|${ADDRESS})`;

const ALL = `[aA]${HIDDEN}[lL]${HIDDEN}[lL]${ANYTHING}`;

/** Several, or all: what comes with a comma is left to `productIdsValue`. */
export const TYPED_IDS = `(?:${TYPED_ID}|${AROUND}(?:${ALL}|[0-9][^,]*,${ANYTHING}|,${ANYTHING}))`;
