import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import {
	InvalidValue,
	cleanWord,
	integerValue,
	isEmpty,
	isWhole,
	plainValue,
	shown,
} from './values';

/** Values as in the documentation's table. */
export const PRIORITY_OPTIONS: INodePropertyOptions[] = [
	{ name: 'Low', value: 0 },
	{ name: 'Medium', value: 1 },
	{ name: 'High', value: 2 },
	{ name: 'Urgent', value: 3 },
];

/** The documentation names 1 and 2 only; 0 and 3 are inferred from its samples and the product's guide. */
export const STATUS_OPTIONS: INodePropertyOptions[] = [
	{ name: 'Unresolved', value: 0 },
	{ name: 'Resolved', value: 1 },
	{ name: 'Waiting', value: 2 },
	{ name: 'Reopened', value: 3 },
];

/**
 * On how the model of an agent chooses: n8n has no button for that beside a list of options. In a tool the model knows
 * the field by its name.
 */
export function withWordOnAgents(field: INodeProperties): INodeProperties {
	const options = (field.options ?? []) as INodePropertyOptions[];
	const choice = options.map(({ name, value }) => `${value} ${name}`).join(', ');
	const expression = `{{ $fromAI('${field.name}', 'one of ${choice}', 'number') }}`;
	return {
		...field,
		description: `${field.description} For an agent to choose, enter the expression ${expression}`,
	};
}

/** The code itself when no label is known. */
export function labelOf(options: INodePropertyOptions[], code: unknown): unknown {
	return options.find(({ value }) => String(value) === String(code))?.name ?? code;
}

/**
 * A label as the simplified output shows it, or any number.
 *
 * @throws InvalidValue naming the choice
 */
export function codeValue(options: INodePropertyOptions[], value: unknown, what: string): number {
	const choice = options.map((option) => `${option.name} (${option.value})`).join(', ');
	const next = `Give one of ${choice}, or another whole number`;
	const plain = plainValue(value);
	if (typeof plain === 'object' && plain !== null) {
		throw new InvalidValue(`${what} is an object or a list instead of one value`, next);
	}
	const label = cleanWord(String(plain)).toLowerCase();
	const known = options.find(({ name }) => name.toLowerCase() === label)?.value ?? plain;
	if (isWhole(known)) return integerValue(known, what);
	throw new InvalidValue(
		isEmpty(plain) ? `${what} is empty` : `${what} "${shown(plain)}" is not known`,
		next,
	);
}

/**
 * A label, as people see it, is taken as well.
 *
 * @throws InvalidValue naming the choice
 */
export function choiceValue(
	options: INodePropertyOptions[],
	value: unknown,
	what: string,
): INodePropertyOptions['value'] {
	const wanted = String(value).trim().toLowerCase();
	const found = options.find((option) =>
		[String(option.value), option.name].some((name) => name.toLowerCase() === wanted),
	);
	if (found) return found.value;
	const choice = options.map((option) => option.value).join(', ');
	throw new InvalidValue(`${what}: "${shown(value)}" is not known`, `Give one of ${choice}`);
}

export function statusValue(value: unknown, what: string): number {
	return codeValue(STATUS_OPTIONS, value, what);
}

export function priorityValue(value: unknown, what: string): number {
	return codeValue(PRIORITY_OPTIONS, value, what);
}
