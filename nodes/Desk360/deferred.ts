import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeListSearchResult,
} from 'n8n-workflow';

import type * as running from './methods';

/**
 * What runs is loaded when something is done for the first time. n8n loads every package as it starts, and waits for
 * it; until then what it shows is enough.
 */
export const runtime = async () => await import('./runtime');

function search(name: Exclude<keyof typeof running, 'testDesk360Credential'>) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const { [name]: searchList } = await runtime();
		return await searchList.call(this, filter, paginationToken);
	};
}

/** What both nodes offer the editor beside their parameters. */
export const methods = {
	listSearch: {
		searchAgents: search('searchAgents'),
		searchPlatforms: search('searchPlatforms'),
		searchProducts: search('searchProducts'),
		searchProductsOrAll: search('searchProductsOrAll'),
		searchReasons: search('searchReasons'),
		searchTickets: search('searchTickets'),
		searchTypes: search('searchTypes'),
	},
	credentialTest: {
		/** The credential's `testedBy` names this. */
		async testDesk360Credential(
			this: ICredentialTestFunctions,
			credential: ICredentialsDecrypted,
		): Promise<INodeCredentialTestResult> {
			const { testDesk360Credential } = await runtime();
			return await testDesk360Credential.call(this, credential);
		},
	},
};
