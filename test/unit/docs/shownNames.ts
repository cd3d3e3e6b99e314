import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { Desk360Api } from '../../../credentials/Desk360Api.credentials';
import { Desk360 } from '../../../nodes/Desk360/Desk360.node';
import { Desk360Trigger } from '../../../nodes/Desk360/Desk360Trigger.node';

type Listed = INodeProperties | INodePropertyOptions | INodePropertyCollection;

function isField(listed: Listed): listed is INodeProperties {
	return 'type' in listed;
}

/** The fields and those within their collections. */
function withInner(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => [field, ...withInner((field.options ?? []).filter(isField))]);
}

/** All fields that people fill in, those of collections as well. */
export function fieldsOf() {
	return {
		credential: withInner(new Desk360Api().properties),
		desk360: withInner(new Desk360().description.properties),
		trigger: withInner(new Desk360Trigger().description.properties),
	};
}

/** The field of a name. */
export function fieldNamed(fields: INodeProperties[], name: string): INodeProperties | undefined {
	return fields.find((field) => field.name === name);
}

/** The labels of fields, each once. */
export function labelsOf(fields: INodeProperties[]): string[] {
	const shown = fields.filter(({ type }) => type !== 'hidden' && type !== 'notice');
	return [...new Set(shown.map(({ displayName }) => displayName))];
}

/** The labels of the choices of fields, such as events and operations. */
export function choicesOf(fields: INodeProperties[]): string[] {
	const choices = fields.flatMap(({ options = [] }) => options.filter((one) => !isField(one)));
	return [...new Set(choices.map(({ name }) => name))];
}

/** The operations of the node as its menu names them, with their resource. */
export function operations(): Array<[resource: string, operation: string]> {
	const resources = fieldNamed(fieldsOf().desk360, 'resource')?.options ?? [];
	return fieldsOf()
		.desk360.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) => {
			const [shownFor] = displayOptions?.show?.resource ?? [];
			const resource = resources.find((one) => 'value' in one && one.value === shownFor);
			return options.map((option): [string, string] => [resource?.name ?? '', option.name]);
		});
}
