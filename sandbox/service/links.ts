import type { Settings } from '../settings';

/** Where a page stands in its list. */
export interface PagePlace {
	page: number;
	pages: number;
	nextPage: number | null;
}

/**
 * The `Link` header of a list's page, undefined for none. As in the documentation's sample it names the path and
 * the page and leaves the filters out.
 */
export function linkHeader(
	listUrl: string,
	place: PagePlace,
	style: NonNullable<Settings['linkStyle']>,
): string | undefined {
	const { nextPage } = place;
	const first = `<${listUrl}?page=1>; rel="first"`;
	const target = `<${listUrl}?page=${nextPage}>`;
	if (style === 'titled') return titledLinks(listUrl, place);
	if (nextPage === null)
		return { bare: undefined, quoted: undefined, empty: '', many: first }[style];
	if (style === 'many') return `${first}, ${target}; rel="next"`;
	return style === 'quoted' ? `${target}; rel="next"` : `${target}; rel=next`;
}

/** Every page around, those with several relations once, with all that a quoted string may hold in the titles. */
function titledLinks(listUrl: string, { page, pages, nextPage }: PagePlace): string {
	const last = Math.max(1, pages);
	const relations = new Map<number, string[]>([[1, ['first']]]);
	const add = (target: number, relation: string) =>
		relations.set(target, [...(relations.get(target) ?? []), relation]);
	if (page > 1) add(page - 1, 'prev');
	if (nextPage !== null) add(nextPage, 'next');
	// A list that claims to go on behind its end names no last page.
	if (nextPage === null || nextPage <= last) add(last, 'last');
	const links = [...relations].map(([target, names]) => {
		const title = `title="Page ${target}, of ${last}; \\"${names.join(', ')}\\""`;
		const rel = `rel="${names.join(' ')}"`;
		return `<${listUrl}?page=${target}>; ${target === 1 ? `${rel}; ${title}` : `${title}; ${rel}`}`;
	});
	return links.join(', ');
}
