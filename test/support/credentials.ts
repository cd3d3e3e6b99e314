import type { Credentials } from 'n8n-core';
import { getAdditionalKeys } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	ICredentialType,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	INodeType,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	getCredentialOwnRequestAllowedDomains,
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	Workflow,
} from 'n8n-workflow';

import type { CredentialStore } from './credentialStore';
import { nodeTypesFrom } from './nodeTypes';

const EXPRESSION_NODE: INode = {
	id: 'credentials',
	name: '',
	typeVersion: 1,
	type: 'mock',
	position: [0, 0],
	parameters: {},
};
const MOCK_NODE_TYPE = { description: { properties: [] } } as unknown as INodeType;

/**
 * What n8n's server does with credentials of community nodes, method by method: defaults and expressions,
 * an expirable property fetched and saved, generic or own authentication. Left out: OAuth, overwrites,
 * external secrets and policies, which no credential here takes part in.
 */
export class EngineCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly types: ICredentialType[],
		private readonly store: CredentialStore,
	) {
		super();
	}

	typeByName(name: string): ICredentialType {
		const type = this.types.find((candidate) => candidate.name === name);
		if (!type) throw new Error(`Unrecognized credential type: ${name}`);
		return type;
	}

	getParentTypes(name: string): string[] {
		return this.typeByName(name).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeByName(type).properties;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeByName(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		if (!authenticate) return requestOptions;
		if (!workflow || !node) throw new Error('Declarative authentication needs workflow and node');

		const resolve = (value: string) => resolveValue(value, credentials, workflow, node);
		const options = requestOptions as unknown as Record<string, Record<string, string>>;
		options.headers ??= {};
		for (const [part, values] of Object.entries(authenticate.properties)) {
			for (const [key, value] of Object.entries(values as Record<string, string>)) {
				(options[part] ??= {})[resolve(key)] = resolve(value);
			}
		}
		return requestOptions;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.typeByName(typeName);
		const expirable = type.properties.find(
			({ type: kind, typeOptions }) => kind === 'hidden' && typeOptions?.expirable === true,
		);
		if (!expirable || typeof type.preAuthentication !== 'function') return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;

		const output = await type.preAuthentication.call(
			restrictedHelpers(helpers, credentials),
			credentials,
		);
		if (output[expirable.name] === undefined || !node.credentials) return undefined;

		const details = node.credentials[type.name] as INodeCredentialsDetails;
		const stored = await (await this.getCredentials(details, type.name)).getData();
		const changed = Object.entries(output).filter(
			([key]) => key === expirable.name || !isExpression(stored[key]),
		);
		await this.updateCredentials(details, type.name, {
			...stored,
			...(Object.fromEntries(changed) as ICredentialDataDecryptedObject),
		});
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.typeByName(typeName);
		const output = await type.preAuthentication?.call(
			restrictedHelpers(helpers, credentials),
			credentials,
		);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	async getCredentials(details: INodeCredentialsDetails, type: string): Promise<Credentials> {
		return this.store.get(details, type);
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		expressionResolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = await this.store.get(details, type).getData();
		if (raw) return data;
		return this.withDefaults(
			additionalData,
			data,
			type,
			mode,
			executeData,
			expressionResolveValues,
		);
	}

	/** Fills what was never saved and evaluates expressions, for the item that asks if there is one. */
	withDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		data: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		values?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject {
		const complete = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			data as Parameters<typeof NodeHelpers.getNodeParameters>[1],
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		for (const key of ['allowedHttpRequestDomains', 'allowedDomains']) {
			if (data[key] !== undefined) complete[key] ??= data[key];
		}

		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const parameters = complete as Parameters<
			Workflow['expression']['getComplexParameterValue']
		>[1];
		if (values) {
			const { workflow, runExecutionData, runIndex, itemIndex, node } = values;
			return workflow.expression.getParameterValue(
				parameters,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				values.connectionInputData,
				mode,
				keys,
				executeData,
				false,
				complete,
			) as ICredentialDataDecryptedObject;
		}
		const workflow = new Workflow({
			nodes: [EXPRESSION_NODE],
			connections: {},
			active: false,
			nodeTypes: nodeTypesFrom({ mock: MOCK_NODE_TYPE }),
		});
		return workflow.expression.getComplexParameterValue(
			EXPRESSION_NODE,
			parameters,
			mode,
			keys,
			undefined,
			undefined,
			complete,
		) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credentials = this.store.get(details, type);
		await credentials.setData(data);
		this.store.update(credentials);
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('No OAuth credentials here');
	}
}

/** All that n8n hands to `preAuthentication`: requests, kept to the domains that the credential names. */
function restrictedHelpers(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	const allowedDomains = getCredentialOwnRequestAllowedDomains(credentials);
	return {
		helpers: {
			httpRequest: async (options) =>
				await helpers.httpRequest(
					allowedDomains === undefined ? options : { ...options, allowedDomains },
				),
		},
	};
}

function resolveValue(
	value: string,
	$credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
): string {
	if (!isExpression(value)) return value;
	const resolved = workflow.expression.getSimpleParameterValue(
		node,
		value,
		'internal',
		{ $credentials },
		undefined,
		'',
	);
	return resolved ? String(resolved) : '';
}
