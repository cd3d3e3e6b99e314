import { chromium, selectors } from 'playwright-core';
import { program } from '../support/debian.mjs';

/** A busy machine with two cores takes its time. */
const WAIT_MS = 30_000;

/**
 * Opens n8n in a headless Chromium and signs in by its form.
 *
 * @param {string} url n8n's
 * @param {import('../../../host/api.mjs').Owner} owner
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openN8n(url, owner, onStop) {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({
		executablePath: await program('chromium'),
		// Chromium's sandbox refuses to run as root, and the only page it opens is our own.
		args: ['--no-sandbox'],
	});
	onStop(() => browser.close());
	const page = await browser.newPage({
		baseURL: url,
		viewport: { width: 1280, height: 800 },
		locale: 'en-US',
		timezoneId: 'UTC',
		reducedMotion: 'reduce',
	});
	page.setDefaultTimeout(WAIT_MS);
	await page.goto('/signin');
	await page.getByLabel('Email').fill(owner.email);
	await page.getByLabel('Password').fill(owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(/\/home\//);
	return page;
}
