import type { INodeProperties, INodePropertyModeValidation } from 'n8n-workflow';

import { OF_THE_PRODUCT, typedId } from './locators';

/** What an agent, a reason, a type or a platform is chosen for. */
type Purpose = Pick<INodeProperties, 'displayName' | 'name' | 'required'> & {
	description: string;
};

/** What may be entered instead. */
interface Entered {
	by: 'ID' | 'Name';
	example: string;
	validation?: INodePropertyModeValidation[];
}

/** Chosen among what the latest tickets hold, since Desk360 has no list of it. */
function seenLocator(
	{ description, ...purpose }: Purpose,
	searchListMethod: string,
	{ by, example, validation }: Entered,
): INodeProperties {
	const noun = purpose.displayName.toLowerCase();
	return {
		...purpose,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `${description}. The list comes from the latest tickets of the product (with several, of the first ones), since Desk360 has none. By ${by} takes any.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select the ${noun}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: `By ${by}`,
				name: by.toLowerCase(),
				type: 'string',
				placeholder: `e.g. ${example}`,
				validation,
			},
		],
	};
}

function idLocator(purpose: Purpose, searchListMethod: string, example: string): INodeProperties {
	return {
		...seenLocator(purpose, searchListMethod, {
			by: 'ID',
			example,
			validation: [typedId(purpose.displayName, example, purpose.required)],
		}),
		typeOptions: OF_THE_PRODUCT,
	};
}

export function agentLocator(purpose: Purpose): INodeProperties {
	return idLocator(purpose, 'searchAgents', '74');
}

export function reasonLocator(purpose: Purpose): INodeProperties {
	return idLocator(purpose, 'searchReasons', '5');
}

export function typeLocator(purpose: Purpose): INodeProperties {
	return idLocator(purpose, 'searchTypes', '9');
}

/** The names of platforms are the same in all products. */
export function platformLocator(purpose: Purpose): INodeProperties {
	return seenLocator(purpose, 'searchPlatforms', { by: 'Name', example: 'Android' });
}
