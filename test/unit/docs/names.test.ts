import { describe, expect, test } from '@jest/globals';

import { triggerFilters } from '../../../nodes/Desk360/fields/filters';
import { EVENT_OPTIONS } from '../../../nodes/Desk360/trigger/description';
import { exists, fileText, linksOf, namesIn, pages } from '../../support/docs/pages';
import { choicesOf, fieldsOf, labelsOf, operations } from './shownNames';

const { credential, desk360, trigger } = fieldsOf();

const own = [credential, desk360, trigger].flatMap((fields) => [
	...labelsOf(fields),
	...choicesOf(fields),
]);

/** What n8n and Desk360 themselves name so, and words that begin a point of a list. */
const OTHERS = [
	'AI Agent',
	'API',
	'Connect to Desk360',
	'Continue',
	'Credential Type',
	'Desk360 API',
	'Desk360 Trigger',
	'Desk360',
	'Execute step',
	'Fetch Test Event',
	'HTTP Request',
	'Hints',
	'Human review',
	'Import',
	'Install',
	'MCP Server Trigger',
	'On Error',
	'Poll Times',
	'Predefined Credential Type',
	'Publish',
	'Retry On Fail',
	'Save',
	'Settings',
	'Times',
	'Tool',
];

const userPages = [
	'README.md',
	...namesIn('docs/user', '.md').map((name) => `docs/user/${name}.md`),
];

/** What stands in bold; of a way such as `Options > Order` each step. */
function boldIn(text: string): string[] {
	return [...text.matchAll(/\*\*([^*\n]+)\*\*/g)].flatMap(([, bold = '']) => bold.split(' > '));
}

/** Bold words that can be names: all that begin a row of a table, and those in capitals elsewhere. */
function namesOn(path: string): string[] {
	const text = fileText(path);
	const firstCells = [...text.matchAll(/^\|([^|]+)\|/gm)].map(([, cell = '']) => cell);
	const isName = (bold: string) =>
		/^[A-Z]\w*(?: (?:[A-Z]\w*|to|per|of|and|review|step))*$/.test(bold);
	return [...firstCells.flatMap(boldIn), ...boldIn(text).filter(isName)];
}

const allNames = userPages.flatMap(namesOn);

/** A label may end with a unit in brackets, which nobody has to repeat. */
function isNamed(label: string, names: string[]): boolean {
	return names.includes(label) || names.includes(label.replace(/ \([^)]+\)$/, ''));
}

const onPage = (page: string) => boldIn(fileText(`docs/user/${page}.md`));

describe('the names in the documents', () => {
	test.each(userPages)('on %s are those of the nodes', (path) => {
		const known = [...own, ...own.map((label) => label.replace(/ \([^)]+\)$/, '')), ...OTHERS];
		expect(namesOn(path).filter((name) => !known.includes(name))).toEqual([]);
	});

	test.each(OTHERS)('are needed where they are of others: %s', (name) => {
		expect(allNames).toContain(name);
	});

	test.each(labelsOf(credential))('tell the field of the credential %s', (label) => {
		expect(isNamed(label, onPage('credentials'))).toBe(true);
	});

	test.each(labelsOf(desk360))('tell the field of the node %s', (label) => {
		const isOfTheTable = ['Operation', 'Resource'].includes(label);
		expect(isOfTheTable || isNamed(label, onPage('operations'))).toBe(true);
	});

	test.each(labelsOf(trigger))('tell the field of the trigger %s', (label) => {
		const filters = (triggerFilters.options ?? []).map((filter) =>
			'displayName' in filter ? filter.displayName : filter.name,
		);
		const page = filters.includes(label) ? 'operations' : 'trigger';
		expect(isNamed(label, onPage(page))).toBe(true);
	});

	test.each(EVENT_OPTIONS)('tell the event $name', ({ name, value }) => {
		const row = new RegExp(`^\\| \\*\\*${name}\\*\\*(?: \\(default\\))? +\\|`, 'm');
		expect(fileText('README.md')).toMatch(row);
		const valued = new RegExp(`${row.source} \`${value}\` +\\|`, 'm');
		expect(fileText('docs/user/trigger.md')).toMatch(valued);
	});

	test.each(operations())('tell the operation %s > %s', (resource, operation) => {
		const row = new RegExp(`^\\| ${resource} +\\| \\[${operation}\\]`, 'm');
		expect(fileText('README.md')).toMatch(row);
		expect(fileText('docs/user/operations.md')).toMatch(row);
	});
});

interface Example {
	nodes: Array<{
		name: string;
		type: string;
		parameters: { resource?: string; operation?: string };
	}>;
}

/** Other names tell what is done in that workflow, such as "Messages of the ticket". */
function isCalledAsAction({ name }: { name: string }): boolean {
	return / (?:a ticket|many \w+)$/.test(name);
}

/** What the menu of n8n calls an operation. */
function actionOf({
	resource = 'ticket',
	operation = 'getAll',
}: Example['nodes'][0]['parameters']) {
	const choices = desk360
		.filter(({ name, displayOptions }) => {
			return name === 'operation' && displayOptions?.show?.resource?.includes(resource);
		})
		.flatMap(({ options = [] }) => options);
	const chosen = choices.find((one) => 'value' in one && one.value === operation);
	return chosen && 'action' in chosen ? chosen.action : undefined;
}

describe('the examples', () => {
	const workflows = namesIn('workflows', '.json');

	test.each(workflows)('are told: %s', (name) => {
		const linked = linksOf('docs/user/examples.md').map(({ path }) => path);
		expect(linked).toContain(`workflows/${name}.json`);
		expect(fileText('docs/user/examples.md')).toContain(`[${name}](`);
	});

	test.each(workflows)('call an action as the node calls it: %s', (name) => {
		const { nodes } = JSON.parse(fileText(`workflows/${name}.json`)) as Example;
		const ofPackage = nodes.filter(({ type }) => type === 'n8n-nodes-desk360.desk360');
		for (const { name: called, parameters } of ofPackage.filter(isCalledAsAction)) {
			expect(called).toBe(actionOf(parameters));
		}
	});

	test('exist where a page names one', () => {
		const named = userPages.flatMap((path) =>
			[...fileText(path).matchAll(/\[(\w+(?:-\w+)+)\]\(/g)].map(([, name = '']) => name),
		);
		expect(named).toContain('triage-by-agent');
		expect(named.filter((name) => !workflows.includes(name))).toEqual([]);
	});
});

describe('the commands in the documents', () => {
	const { scripts } = JSON.parse(fileText('package.json')) as { scripts: Record<string, string> };

	const commands = pages.flatMap((path) =>
		[...fileText(path).matchAll(/\bnpm (?:run (?:--\S+ )*([\w:]+)|(start|test))\b/g)].map(
			([, script, short]) => script ?? short ?? '',
		),
	);

	test('stand in package.json', () => {
		expect(commands.length).toBeGreaterThan(30);
		expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
	});

	test('of package.json are told', () => {
		const ofTools = ['prepublishOnly', 'release'];
		const told = [...commands, ...ofTools];
		expect(Object.keys(scripts).filter((name) => !told.includes(name))).toEqual([]);
	});

	test('name each part of the tests in a real n8n', () => {
		const parts = namesIn('test/e2e', '.test.mjs').map((name) => name.split('-')[0] ?? '');
		const [line = ''] = /^.*some parts of them:.*$/m.exec(fileText('CONTRIBUTING.md')) ?? [];
		expect(parts.length).toBeGreaterThan(5);
		expect(parts.filter((part) => !line.includes(part))).toEqual([]);
	});

	test('run scripts that exist', () => {
		const paths = pages.flatMap((path) => fileText(path).match(/(?<![\w/])\.ci\/[\w./-]+/g) ?? []);
		expect(paths).toContain('.ci/run');
		expect(paths.filter((path) => !exists(path))).toEqual([]);
	});
});
