/** What an address of the panel may lead to. */
export type Addressed = 'product' | 'ticket';

/** Browsers show no longer ones. */
const LONGEST_ADDRESS = 2_000;

/** Several addresses in one field look like a path that goes on. */
const ANOTHER_ADDRESS = /:\/\//;

const DIGITS = /^\d+$/;

/** A number after one of these is another ID, or none. */
const OF_SOMETHING_ELSE =
	/^(?:products?|apps?|applications?|agents?|users?|customers?|contacts?|companies|teams?|reasons?|types?|messages?|replies|logs?|files?|attachments?|pages?)$/i;

interface Parts {
	/** The folders of the path, then those of a route after the `#`. */
	segments: string[];
	queries: URLSearchParams[];
}

export function isAddress(text: string): boolean {
	return /^https?:\/\//i.test(text);
}

function partsOf(address: string): Parts | undefined {
	if (address.length > LONGEST_ADDRESS || /\s/.test(address) || !URL.canParse(address)) {
		return undefined;
	}
	const { pathname, hash, searchParams } = new URL(address);
	const [route = '', query = ''] = hash.slice(1).split('?');
	const path = `${pathname}/${route}`;
	if (ANOTHER_ADDRESS.test(path)) return undefined;
	return {
		segments: path.split('/').filter((segment) => segment !== ''),
		queries: [searchParams, new URLSearchParams(query)],
	};
}

/** Numbers right after a folder such as `tickets`. */
function namedInPath({ segments }: Parts, addressed: Addressed): string[] {
	const names = [addressed, `${addressed}s`];
	return segments.filter(
		(segment, index) =>
			DIGITS.test(segment) && names.includes(segments[index - 1]?.toLowerCase() ?? ''),
	);
}

/** Numbers of parameters such as `ticketId`. */
function namedInQuery({ queries }: Parts, addressed: Addressed): string[] {
	const names = [addressed, `${addressed}id`];
	return queries
		.flatMap((query) => [...query])
		.filter(([name, value]) => {
			return names.includes(name.toLowerCase().replaceAll(/[-_]/g, '')) && DIGITS.test(value);
		})
		.map(([, value]) => value);
}

/** Numbers of the path that no other name claims. */
function unnamedInPath({ segments }: Parts): string[] {
	const numbers = segments.filter((segment) => DIGITS.test(segment));
	const isClaimed = segments.some(
		(segment, index) => DIGITS.test(segment) && OF_SOMETHING_ELSE.test(segments[index - 1] ?? ''),
	);
	return isClaimed ? [] : numbers;
}

/**
 * The number after `ticket` or `tickets`, or that of a product; for a ticket also the only number of a path that says
 * nothing of other things. Undefined when several or none could be meant.
 */
export function idInAddress(address: string, addressed: Addressed): string | undefined {
	const parts = partsOf(address);
	if (!parts) return undefined;
	const found = [namedInPath(parts, addressed), namedInQuery(parts, addressed)];
	if (addressed === 'ticket') found.push(unnamedInPath(parts));
	const candidates = new Set(found.find((numbers) => numbers.length > 0));
	const [id] = candidates;
	return candidates.size === 1 ? id : undefined;
}
