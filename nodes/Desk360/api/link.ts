import type { Page } from './types';

function pageNamed(relation: RegExp, links: RegExpExecArray[]): number | undefined {
	for (const [, target = '', parameters = ''] of links) {
		const page = relation.test(parameters) ? /[?&]page=(\d+)/.exec(target)?.[1] : undefined;
		if (page !== undefined) return Number(page);
	}
	return undefined;
}

/**
 * The pages that a `Link` header names: the next one, and the last one should the service tell it.
 *
 * Only the numbers are taken: the documented samples name another path, another host, and leave the filters out.
 * `rel` may be quoted or not, and other relations may stand beside it.
 */
export function pageLinks(header: unknown): Pick<Page<unknown>, 'nextPage' | 'lastPage'> {
	const text = typeof header === 'string' ? header : '';
	const links = [...text.matchAll(/<([^>]*)>([^,]*)/g)];
	return {
		nextPage: pageNamed(/;\s*rel\s*=\s*"?[^";]*\bnext\b/i, links),
		lastPage: pageNamed(/;\s*rel\s*=\s*"?[^";]*\blast\b/i, links),
	};
}
