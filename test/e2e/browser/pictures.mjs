import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';
import { until } from '../support/until.mjs';

/** Names the folder that keeps the pictures; without it they go when the tests end. */
const FOLDER_VARIABLE = 'PICTURES';

const LARGEST_PICTURE_BYTES = 150_000;

const THEMES = /** @type {const} */ (['light', 'dark']);

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {typeof THEMES[number]} theme
 * @property {Buffer} content PNG
 *
 * @typedef {{ x: number, y: number, width: number, height: number }} Area
 */

/** The pictures of one run. */
export class Pictures {
	/** @type {Picture[]} */
	#taken = [];
	#page;
	#folder;

	/**
	 * @param {import('playwright-core').Page} page whose user left n8n's theme at the system's
	 * @param {string} folder
	 */
	constructor(page, folder) {
		this.#page = page;
		this.#folder = folder;
	}

	/**
	 * Takes the same picture in both themes, once nothing moves.
	 *
	 * @param {string} name
	 * @param {Area} [area] of the page; all of it unless given
	 */
	async take(name, area) {
		await this.#page.mouse.move(0, 0);
		await this.#closeMessages();
		for (const theme of THEMES) {
			await this.#page.emulateMedia({ colorScheme: theme });
			await this.#page.waitForFunction(iconsAreOf, theme);
			const content = await this.#page.screenshot({ clip: area, animations: 'disabled' });
			await writeFile(join(this.#folder, `${name}-${theme}.png`), content);
			this.#taken.push({ name, theme, content });
		}
		await this.#page.emulateMedia({ colorScheme: 'light' });
	}

	/**
	 * All that are wanted are there in both themes, and small.
	 *
	 * @param {string[]} names in the order in which they were taken
	 */
	check(names) {
		for (const theme of THEMES) {
			const ofTheme = this.#taken.filter((picture) => picture.theme === theme);
			assert.deepEqual(
				ofTheme.map(({ name }) => name),
				names,
			);
			for (const { name, content } of ofTheme) {
				assert.ok(content.length < LARGEST_PICTURE_BYTES, `${name}: ${content.length} bytes`);
			}
		}
	}

	/** Those in the corner, of which some would go by themselves at any moment. */
	async #closeMessages() {
		await this.#page.locator('.el-notification__closeBtn').evaluateAll((buttons) => {
			for (const button of buttons) button.dispatchEvent(new MouseEvent('click'));
		});
		// A notice of a node is an alert as well.
		await this.#page.locator('.el-notification').first().waitFor({ state: 'hidden' });
	}
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 */
export async function startPictures(page, onStop) {
	const wanted = process.env[FOLDER_VARIABLE];
	const folder = wanted ? resolve(PROJECT_FOLDER, wanted) : await temporaryFolder(onStop);
	await mkdir(folder, { recursive: true });
	return new Pictures(page, folder);
}

/**
 * Runs in the page: n8n changes the icons of nodes after the colors.
 *
 * @param {string} theme
 */
function iconsAreOf(theme) {
	const icons = [...document.images].filter(({ src }) => src.includes('/desk360.'));
	const ending = theme === 'dark' ? '/desk360.dark.svg' : '/desk360.svg';
	return icons.every(({ complete }) => complete) && icons.some(({ src }) => src.endsWith(ending));
}

/**
 * @param {import('playwright-core').Locator} thing
 * @returns {Promise<Area>} where it is
 */
export async function areaOf(thing) {
	const area = await thing.boundingBox();
	if (!area) throw new Error(`There is no ${thing} to be seen`);
	return area;
}

/**
 * @param {import('playwright-core').Locator} first
 * @param {import('playwright-core').Locator} last stands to the right of the first
 * @returns {Promise<Area>} where both are, as high as the last
 */
export async function areaFrom(first, last) {
	const { x } = await areaOf(first);
	const area = await areaOf(last);
	return { ...area, x, width: area.x + area.width - x };
}

/** Of the nodes of a workflow, whose names stand below them. */
const CANVAS_MARGIN = { x: 40, y: 64 };

/**
 * @param {import('playwright-core').Locator} nodes on the canvas
 * @returns {Promise<Area>} where all of them are, once they stand still
 */
export async function areaAround(nodes) {
	const areas = await until('the canvas to stand still', async () => {
		const before = await Promise.all((await nodes.all()).map(areaOf));
		const after = await Promise.all((await nodes.all()).map(areaOf));
		return isDeepStrictEqual(before, after) && after;
	});
	const left = Math.min(...areas.map(({ x }) => x)) - CANVAS_MARGIN.x;
	const top = Math.min(...areas.map(({ y }) => y)) - CANVAS_MARGIN.y;
	const right = Math.max(...areas.map(({ x, width }) => x + width)) + CANVAS_MARGIN.x;
	const bottom = Math.max(...areas.map(({ y, height }) => y + height)) + CANVAS_MARGIN.y;
	return { x: left, y: top, width: right - left, height: bottom - top };
}
