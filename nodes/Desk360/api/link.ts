import type { Page } from './types';

interface Link {
	target: string;
	relations: string[];
}

/** Longer headers are none: what is read is cut first. */
const LONGEST_HEADER = 16_000;

class Reader {
	private at = 0;

	constructor(private readonly text: string) {}

	get isAtEnd(): boolean {
		return this.at >= this.text.length;
	}

	/** What stands before one of `ends`, which is not passed. */
	upTo(ends: string): string {
		const start = this.at;
		while (!this.isAtEnd && !ends.includes(this.text.charAt(this.at))) this.at++;
		return this.text.slice(start, this.at);
	}

	/** Passes the character if it comes next. */
	takes(character: string): boolean {
		if (this.text.charAt(this.at) !== character) return false;
		this.at++;
		return true;
	}

	blanks(): void {
		while (this.takes(' ') || this.takes('\t'));
	}

	/** A token, or what stands between quotes, without its backslashes. */
	value(): string {
		if (!this.takes('"')) return this.upTo(';,').trim();
		let value = '';
		while (!this.isAtEnd && !this.takes('"')) {
			this.takes('\\');
			value += this.text.charAt(this.at++);
		}
		return value;
	}
}

/** ` ; rel="next" ; title="a, b"`. Of several `rel` the first counts. */
function relationsOf(reader: Reader): string[] {
	let relations: string | undefined;
	for (;;) {
		reader.upTo(';,');
		if (!reader.takes(';')) break;
		reader.blanks();
		const name = reader.upTo('=;,').trim().toLowerCase();
		if (!reader.takes('=')) continue;
		reader.blanks();
		const value = reader.value();
		if (name === 'rel') relations ??= value;
	}
	return (relations ?? '').toLowerCase().split(/\s+/);
}

/** By the grammar of RFC 8288. */
function linksOf(header: string): Link[] {
	const reader = new Reader(header.slice(0, LONGEST_HEADER));
	const links: Link[] = [];
	while (!reader.isAtEnd) {
		reader.upTo('<');
		if (!reader.takes('<')) break;
		const target = reader.upTo('>');
		if (!reader.takes('>')) break;
		links.push({ target, relations: relationsOf(reader) });
		reader.takes(',');
	}
	return links;
}

/** Some services write `&` as in HTML. */
function pageOfTarget(target: string): number | undefined {
	const query = target.slice(target.indexOf('?') + 1).replaceAll('&amp;', '&');
	const page = new URLSearchParams(query.split('#', 1)[0]).get('page');
	return page !== null && /^\d{1,9}$/.test(page) ? Number(page) : undefined;
}

/** Only the numbers are taken: the documented samples name another path, another host, and leave the filters out. */
export function pageLinks(header: unknown): Pick<Page<unknown>, 'nextPage' | 'lastPage'> {
	const text = Array.isArray(header) ? header.join(', ') : typeof header === 'string' ? header : '';
	const links = linksOf(text);
	const pageOf = (relation: string) =>
		links
			.filter(({ relations }) => relations.includes(relation))
			.map(({ target }) => pageOfTarget(target))
			.find((page) => page !== undefined);
	return { nextPage: pageOf('next'), lastPage: pageOf('last') };
}
