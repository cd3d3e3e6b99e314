/**
 * @param {string} name
 * @param {'main'[]} inputs
 * @param {string[]} fields
 * @returns {import('n8n-workflow').INodeTypeDescription}
 */
function description(name, inputs, fields = []) {
	return {
		displayName: name,
		name,
		group: [],
		version: 1,
		description: name,
		defaults: { name },
		inputs,
		outputs: ['main'],
		properties: fields.map((field) => ({
			displayName: field,
			name: field,
			type: 'string',
			default: '',
		})),
	};
}

/**
 * As the HTTP Request node up to version 4.3 calls with a predefined credential: all items at once, through the old
 * helper, and redirects are followed with the credential.
 *
 * @this {import('n8n-workflow').IExecuteFunctions}
 */
async function requestForEachItem() {
	return [
		await Promise.all(
			this.getInputData().map(async (_item, itemIndex) => {
				const { body } = await this.helpers.requestWithAuthentication.call(
					this,
					/** @type {string} */ (this.getNodeParameter('nodeCredentialType', itemIndex)),
					{
						method: 'GET',
						uri: /** @type {string} */ (this.getNodeParameter('url', itemIndex)),
						headers: {},
						json: true,
						gzip: true,
						rejectUnauthorized: true,
						followRedirect: true,
						followAllRedirects: true,
						sendCredentialsOnCrossOriginRedirect: true,
						resolveWithFullResponse: true,
					},
					undefined,
					itemIndex,
				);
				return { json: { body }, pairedItem: { item: itemIndex } };
			}),
		),
	];
}

/**
 * As the HTTP Request Tool of n8n's LangChain nodes calls with a predefined credential: through the new helper, which
 * takes the credential of the first item. An agent may call it several times at once.
 *
 * @this {import('n8n-workflow').IExecuteFunctions}
 */
async function requestAsTool() {
	return [
		await Promise.all(
			this.getInputData().map(async (_item, itemIndex) => {
				const { body } = await this.helpers.httpRequestWithAuthentication.call(
					this,
					/** @type {string} */ (this.getNodeParameter('nodeCredentialType', itemIndex)),
					{
						method: 'GET',
						url: /** @type {string} */ (this.getNodeParameter('url', itemIndex)),
						qs: {},
						headers: { 'User-Agent': undefined },
						body: {},
						returnFullResponse: true,
					},
				);
				return { json: { body }, pairedItem: { item: itemIndex } };
			}),
		),
	];
}

/**
 * Stand-ins for the nodes of n8n itself that test workflows use.
 *
 * @type {Record<string, import('n8n-workflow').INodeType>}
 */
const CORE_NODES = {
	'n8n-nodes-base.manualTrigger': {
		description: description('manualTrigger', []),
		trigger: async () => ({}),
	},
	'n8n-nodes-base.noOp': {
		description: description('noOp', ['main']),
		async execute() {
			return [this.getInputData()];
		},
	},
	'n8n-nodes-base.httpRequest': {
		description: description('httpRequest', ['main'], ['url', 'nodeCredentialType']),
		execute: requestForEachItem,
	},
	'@n8n/n8n-nodes-langchain.toolHttpRequest': {
		description: description('toolHttpRequest', ['main'], ['url', 'nodeCredentialType']),
		execute: requestAsTool,
	},
};

module.exports = { CORE_NODES };
