const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');
const { ROOT } = require('./sources');

const FOLDERS = ['.', 'docs', 'docs/user', 'docs/development', 'docs/reports'];

/**
 * A link or a picture of a page.
 *
 * @typedef {object} Link
 * @property {string} page that it stands in, from the root of the repository
 * @property {string} target as it is written
 * @property {string} path of what it leads to, from the root; that of the page itself for `#anchor`
 * @property {string} [anchor]
 */

/** @param {string} path from the root of the repository */
function fileText(path) {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** @param {string} path from the root of the repository */
function exists(path) {
	return existsSync(join(ROOT, path));
}

/**
 * The names of the files of a folder with an ending, without it.
 *
 * @param {string} folder
 * @param {string} ending
 */
function namesIn(folder, ending) {
	return readdirSync(join(ROOT, folder))
		.filter((name) => name.endsWith(ending))
		.map((name) => name.slice(0, -ending.length));
}

/** All pages for people, by their paths from the root of the repository. */
const pages = FOLDERS.flatMap((folder) =>
	namesIn(folder, '.md').map((name) => join(folder, `${name}.md`)),
);

/** The text without code, in which nothing is a link or a heading. @param {string} text */
function withoutCode(text) {
	return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '``');
}

/**
 * The anchors of a page as GitHub makes them of its headings.
 *
 * @param {string} path
 */
function anchorsOf(path) {
	const text = fileText(path).replace(/^```[\s\S]*?^```/gm, '');
	/** @type {Map<string, number>} */
	const seen = new Map();
	return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
		const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
		const anchor = plain
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-');
		const times = seen.get(anchor) ?? 0;
		seen.set(anchor, times + 1);
		return times === 0 ? anchor : `${anchor}-${times}`;
	});
}

/**
 * What a page links to within the repository, and the pictures that it shows.
 *
 * @param {string} page
 * @returns {Link[]}
 */
function linksOf(page) {
	const text = withoutCode(fileText(page));
	const found = [
		...text.matchAll(/\]\(([^)\s]+)\)/g),
		...text.matchAll(/(?:src|srcset|href)="([^"\s]+)"/g),
		...text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm),
	].map(([, target = '']) => target);
	return found
		.filter((target) => !/^[a-z]+:/.test(target))
		.map((target) => {
			const [path = '', anchor] = target.split('#');
			const absolute = path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path);
			return { page, target, path: relative(ROOT, absolute), anchor };
		});
}

module.exports = { anchorsOf, exists, fileText, linksOf, namesIn, pages, withoutCode };
