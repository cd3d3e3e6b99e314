/**
 * The page that a `Link` header names as the next one, or undefined on the last page.
 *
 * Only the number is taken: the documented samples name another path, another host, and leave the filters out.
 * `rel` may be quoted or not, and other relations may stand beside it.
 */
export function nextPageOf(header: unknown): number | undefined {
	if (typeof header !== 'string') return undefined;
	for (const [, target = '', parameters = ''] of header.matchAll(/<([^>]*)>([^,]*)/g)) {
		if (!/;\s*rel\s*=\s*"?[^";]*\bnext\b/i.test(parameters)) continue;
		const page = /[?&]page=(\d+)/.exec(target)?.[1];
		if (page !== undefined) return Number(page);
	}
	return undefined;
}
