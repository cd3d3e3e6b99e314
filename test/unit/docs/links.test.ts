import { describe, expect, test } from '@jest/globals';

import { anchorsOf, exists, fileText, linksOf, namesIn, pages } from '../../support/docs/pages';

const README_BYTES = 10_000;

const HERE = 'https://github.com/n8n-nodes-desk360/n8n-nodes-desk360/blob/main/';

const links = pages.flatMap(linksOf);

const userPages = namesIn('docs/user', '.md').map((name) => `docs/user/${name}.md`);

describe('the pages for people', () => {
	test('are found, and so are their links', () => {
		expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/user/trigger.md']));
		expect(links.length).toBeGreaterThan(120);
	});

	test('link to files that exist', () => {
		const lost = links.filter(({ path }) => !exists(path));
		expect(lost.map(({ page, target }) => `${page}: ${target}`)).toEqual([]);
	});

	test('link to headings that exist', () => {
		const lost = links.filter(
			({ path, anchor }) => anchor !== undefined && !anchorsOf(path).includes(anchor),
		);
		expect(lost.map(({ page, target }) => `${page}: ${target}`)).toEqual([]);
	});

	test('show each picture that there is, light and dark', () => {
		const shown = new Set(links.map(({ path }) => path).filter((path) => path.endsWith('.png')));
		const kept = namesIn('docs/images', '.png').map((name) => `docs/images/${name}.png`);
		expect([...shown].sort()).toEqual(kept.toSorted());
		for (const path of kept.filter((name) => name.endsWith('-light.png'))) {
			expect(kept).toContain(path.replace('-light', '-dark'));
		}
	});

	test.each(userPages)('lead from the README to %s', (path) => {
		const fromReadme = links.filter(({ page }) => page === 'README.md');
		expect(fromReadme.map((link) => link.path)).toContain(path);
	});
});

describe('the README', () => {
	test('is one page', () => {
		expect(new TextEncoder().encode(fileText('README.md')).length).toBeLessThanOrEqual(
			README_BYTES,
		);
	});

	test.each(['npm ci && npm start -- --once', 'npm ci && npm test'])('says `%s`', (command) => {
		expect(fileText('README.md')).toContain(`\`\`\`bash\n${command}\n\`\`\``);
	});
});

describe('the Docs links of the editor', () => {
	const sources = [
		'credentials/Desk360Api.credentials.ts',
		'nodes/Desk360/Desk360.node.json',
		'nodes/Desk360/Desk360Trigger.node.json',
	];

	test.each(sources)('of %s lead to pages for users', (source) => {
		const found = fileText(source).match(/https:\/\/github\.com\/[^'"]+/g) ?? [];
		expect(found).not.toEqual([]);
		for (const address of found) {
			const [path = '', anchor] = address.replace(HERE, '').split('#');
			expect(userPages).toContain(path);
			if (anchor !== undefined) expect(anchorsOf(path)).toContain(anchor);
		}
	});
});
