import { areaOf } from './pictures.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 */

/** What a user does in n8n's editor, found by what they see and by n8n's own test ids. */
export class Editor {
	/** @param {Page} page */
	constructor(page) {
		this.page = page;
		this.credential = page.getByTestId('editCredential-modal');
		this.node = page.getByTestId('ndv');
		this.parameters = this.node.getByTestId('node-parameters');
		this.input = this.node.getByTestId('ndv-input-panel');
		this.output = this.node.getByTestId('output-panel');
		/** Of a resource locator. */
		this.list = page.locator('[role="dialog"]').filter({ has: page.getByTestId('rlc-search') });
	}

	/** @param {string} [id] of a saved workflow; a new one unless given */
	async openWorkflow(id = 'new') {
		await this.page.goto(`/workflow/${id}`);
	}

	/** The id of the workflow that is open, once it is saved. */
	get workflowId() {
		return new URL(this.page.url()).pathname.split('/')[2] ?? '';
	}

	/** @param {string} title of a trigger that needs no further choice */
	async addFirstStep(title) {
		await this.page.getByTestId('canvas-add-button').click();
		await this.#choose(title, title);
	}

	/**
	 * Adds the Desk360 trigger to an empty workflow and opens it.
	 *
	 * @param {string} event as the menu calls it
	 */
	async addDesk360Trigger(event) {
		await this.page.getByTestId('canvas-add-button').click();
		await this.#chooseDesk360(event);
	}

	/**
	 * Adds the Desk360 node behind the last one and opens it.
	 *
	 * @param {string} action as the menu calls it
	 */
	async addDesk360(action) {
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.#chooseDesk360(action);
	}

	/** @param {string} name */
	parameter(name) {
		return this.page.getByTestId(`parameter-input-${name}`).locator('input, textarea').first();
	}

	/** @param {string} name of a parameter that is chosen from a list */
	locator(name) {
		return this.parameters.getByTestId(`resource-locator-${name}`).getByTestId('rlc-input');
	}

	/**
	 * Opens the list of a resource locator.
	 *
	 * @param {string} name of the parameter
	 * @returns {Promise<Locator>} the entries, the one that is chosen first
	 */
	async openList(name) {
		await this.locator(name).click();
		return this.#loadedEntries();
	}

	/**
	 * Types into the list of a resource locator.
	 *
	 * @param {string} name of the parameter
	 * @param {string} text
	 * @returns {Promise<Locator>} the entries found, before them the one that is chosen, whatever is typed
	 */
	async searchList(name, text) {
		await this.openList(name);
		await this.list.getByTestId('rlc-search').fill(text);
		return this.#loadedEntries();
	}

	/**
	 * @param {string} name of the parameter
	 * @param {string} text what to type
	 * @param {string} entry which of the entries found, or the beginning of it
	 */
	async pickFromList(name, text, entry) {
		const entries = await this.searchList(name, text);
		await entries.filter({ hasText: entry }).first().click();
		await this.listIsClosed();
	}

	async #loadedEntries() {
		const entries = this.list.getByTestId('rlc-item');
		await entries.first().waitFor();
		// What is chosen is there before. Of a click on it n8n keeps no name until all are.
		await this.list.locator('.n8n-loading').first().waitFor({ state: 'hidden' });
		return entries;
	}

	/** Waits until no list of a resource locator is open. */
	async listIsClosed() {
		await this.list.waitFor({ state: 'hidden' });
	}

	/**
	 * @param {string} menu such as "Add filter"
	 * @param {string} field
	 */
	async addField(menu, field) {
		await this.parameters.getByRole('combobox', { name: menu, exact: true }).click();
		await this.#option(field).click();
	}

	/**
	 * @param {string} name of the parameter
	 * @param {string} option
	 */
	async select(name, option) {
		await this.parameter(name).click();
		await this.#option(option).click();
	}

	/**
	 * @param {string} name of a parameter of which several options may be chosen
	 * @param {string} option a further one
	 */
	async selectMore(name, option) {
		await this.page.getByTestId(`parameter-input-${name}`).click();
		await this.#option(option).click();
		await this.page.keyboard.press('Escape');
	}

	/** Runs the node that is open and waits until it has come to its end. */
	async execute() {
		const button = this.node.getByTestId('node-execute-button');
		await button.click();
		await this.page.locator('.el-notification').first().waitFor();
		await this.output.getByText('Loading data').waitFor({ state: 'hidden' });
	}

	/** @returns {Promise<string[]>} what the output says instead of data: what happened, and what to do next */
	async refusal() {
		const parts = ['node-error-message', 'node-error-description'];
		return Promise.all(parts.map((part) => this.output.getByTestId(part).innerText()));
	}

	/**
	 * Moves the parameters between input and output. n8n keeps them there for all nodes.
	 *
	 * @param {number} pixels to the right; to the left when negative
	 */
	async moveParameters(pixels) {
		const { x, y, width, height } = await areaOf(this.node.getByTestId('panel-drag-button'));
		const { mouse } = this.page;
		await mouse.move(x + width / 2, y + height / 2);
		await mouse.down();
		// n8n takes the mouse's place in the page for its place in the window of the node.
		const margin = (await areaOf(this.node)).x;
		await mouse.move(x + width / 2 + pixels - margin, y + height / 2, { steps: 10 });
		await mouse.up();
	}

	/**
	 * Makes the parameters wider, and their lists as well: n8n measures those when the node is opened.
	 *
	 * @param {number} pixels
	 */
	async widenParameters(pixels) {
		const edge = this.node.locator('[data-test-id="resize-handle"][data-dir="right"]');
		const { x, y, width, height } = await areaOf(edge);
		const { mouse } = this.page;
		await mouse.move(x + width / 2, y + height / 2);
		await mouse.down();
		await mouse.move(x + width / 2 + pixels, y + height / 2, { steps: 10 });
		await mouse.up();
		await this.closeNode();
		await this.page.getByTestId('canvas-node').last().dblclick();
		await this.node.waitFor();
	}

	async closeNode() {
		await this.node.getByTestId('ndv-close-button').click();
		await this.node.waitFor({ state: 'hidden' });
	}

	/** Publishes the workflow that is open. */
	async publish() {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		const published = this.page.getByRole('dialog').filter({ hasText: 'Workflow published' });
		await published.getByRole('button', { name: 'Got it' }).click();
		await published.waitFor({ state: 'hidden' });
	}

	/**
	 * Waits for one more execution of the workflow that is open, and opens the trigger in it.
	 *
	 * @param {number} count how many there were
	 * @param {number} timeout in milliseconds
	 */
	async openExecutionAfter(count, timeout) {
		await this.page.getByRole('radio', { name: 'Executions' }).click();
		const list = this.page.getByTestId('current-executions-list');
		const entries = list.getByTestId(/^execution-details-/).filter({ hasText: 'Succeeded' });
		await entries.nth(count).waitFor({ timeout });
		await entries.first().click();
		const preview = this.page.getByTestId('execution-preview-host');
		await preview.getByTestId('canvas-trigger-node').dblclick();
		await this.node.waitFor();
	}

	/** @param {string} choice */
	async #chooseDesk360(choice) {
		// As people write it: the name itself is found anyway.
		await this.#choose('desk 360', 'Desk360');
		await this.page
			.getByTestId('node-creator-item-name')
			.getByText(choice, { exact: true })
			.click();
		await this.node.waitFor();
	}

	/**
	 * @param {string} text to search for
	 * @param {string} title of the entry to choose
	 */
	async #choose(text, title) {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		await this.page
			.getByTestId('node-creator-item-name')
			.getByText(title, { exact: true })
			.first()
			.click();
	}

	/** @param {string} name */
	#option(name) {
		const label = this.page.getByText(name, { exact: true });
		return this.page.getByRole('option').filter({ has: label });
	}
}
