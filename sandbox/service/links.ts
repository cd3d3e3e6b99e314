import type { Settings } from '../options';

/**
 * The `Link` header of a list's page, undefined for none. As in the documentation's sample it names the path and
 * the page and leaves the filters out.
 */
export function linkHeader(
	listUrl: string,
	nextPage: number | null,
	style: Settings['linkStyle'],
): string | undefined {
	const first = `<${listUrl}?page=1>; rel="first"`;
	const target = `<${listUrl}?page=${nextPage}>`;
	if (nextPage === null)
		return { bare: undefined, quoted: undefined, empty: '', many: first }[style];
	if (style === 'many') return `${first}, ${target}; rel="next"`;
	return style === 'quoted' ? `${target}; rel="next"` : `${target}; rel=next`;
}
