import {
	CredentialTestContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PollContext,
	TriggersAndPollers,
	WorkflowExecute,
} from 'n8n-core';
import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeCredentials,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import { additionalDataOf } from './additionalData';
import { CORE_NODES } from './coreNodes';
import { EngineCredentialsHelper } from './credentials';
import { CredentialStore } from './credentialStore';
import type { NodesByType } from './nodeTypes';
import { loadNode, nodeTypesFrom } from './nodeTypes';
import { getRuntime } from './runtime';

export interface EngineOptions {
	nodes: NodesByType;
	credentialTypes: ICredentialType[];
	/** Where n8n keeps binary data: `default` in the items, `filesystem` in files. */
	binaryMode?: 'default' | 'filesystem';
	/** A new one unless told; the same one for several engines is the database of several workers. */
	store?: CredentialStore;
}

/** A node as a workflow holds it; everything but type and parameters has a default. */
export type NodeSettings = Partial<INode> & Pick<INode, 'type'>;

export interface RunOptions {
	items?: INodeExecutionData[];
	settings?: IWorkflowSettings;
	signal?: AbortSignal;
	/** A new one unless told; the same one again is a retry of that execution. */
	executionId?: string;
	mode?: WorkflowExecuteMode;
}

export interface PollOptions {
	/** `manual` is "Fetch test event", `trigger` the schedule. */
	mode?: 'trigger' | 'manual';
	/** The node's state, changed in place as n8n's is. */
	staticData?: IDataObject;
	settings?: IWorkflowSettings;
	workflowId?: string;
	/** How long n8n lets the poll take; five minutes unless told, which is what n8n says. */
	pollBudgetMs?: number;
}

export interface SearchOptions {
	parameters?: INodeParameters;
	credentials?: INodeCredentials;
	filter?: string;
	paginationToken?: string;
}

export interface TestWorkflow {
	nodes: NodeSettings[];
	connections: IWorkflowBase['connections'];
	pinData?: IWorkflowBase['pinData'];
	settings?: IWorkflowSettings;
}

/** n8n never gives an execution's id to another one, whatever engine runs it. */
let executions = 0;

export type Engine = Awaited<ReturnType<typeof createEngine>>;

/**
 * Runs nodes in the contexts of n8n-core, the way n8n's server does: parameters get their defaults and
 * expressions, requests and binary data go through n8n's helpers, credentials come from an encrypted store.
 */
export async function createEngine(options: EngineOptions) {
	const runtime = getRuntime();
	await runtime.useBinaryMode(options.binaryMode ?? 'default');
	const store = options.store ?? new CredentialStore();
	const credentialsHelper = new EngineCredentialsHelper(options.credentialTypes, store);
	const nodes = Object.fromEntries(
		Object.entries({ ...CORE_NODES, ...options.nodes }).map(([type, node]) => [
			type,
			loadNode(node, runtime.pollingParameters),
		]),
	);
	const nodeTypes = nodeTypesFrom(nodes);

	const additionalData = (extra?: Partial<IWorkflowExecuteAdditionalData>) =>
		additionalDataOf(credentialsHelper, extra);

	const workflowOf = (
		{ nodes: settings, connections, settings: workflowSettings }: TestWorkflow,
		extra: { id?: string; staticData?: IDataObject } = {},
	) =>
		new Workflow({
			id: 'workflow',
			name: 'Test workflow',
			nodes: settings.map(completeNode),
			connections,
			active: false,
			nodeTypes,
			settings: { executionOrder: 'v1', ...workflowSettings },
			...extra,
		});

	const singleNode = (node: NodeSettings, settings?: IWorkflowSettings) => {
		const workflow = workflowOf({ nodes: [node], connections: {}, settings });
		return { workflow, node: workflow.getNode(completeNode(node, 0).name) as INode };
	};

	return {
		/** Every line n8n logged since the test file began. */
		logs: runtime.logs,

		/** Ids of credentials a run changed, in order. */
		credentialUpdates: store.updates,

		/** Saves credentials; the answer goes into a node's `credentials`. */
		async addCredentials(
			type: string,
			data: ICredentialDataDecryptedObject,
		): Promise<INodeCredentials> {
			return { [type]: await store.add(type, data) };
		},

		/** Changes fields of saved credentials as a person does in n8n's editor. */
		async editCredentials(
			credentials: INodeCredentials,
			type: string,
			changes: ICredentialDataDecryptedObject,
		): Promise<void> {
			const details = credentials[type];
			if (!details) throw new Error(`No ${type} among these credentials`);
			await store.edit(details, credentialsHelper.typeByName(type), changes);
		},

		/** What the store holds, decrypted and without defaults. */
		async storedCredentials(credentials: INodeCredentials, type: string) {
			const details = credentials[type];
			if (!details) throw new Error(`No ${type} among these credentials`);
			return await store.get(details, type).getData();
		},

		/** Puts a file into n8n's binary store, under exactly this name. */
		async storeFile(content: Buffer, fileName: string, mimeType: string): Promise<IBinaryData> {
			return await runtime.binaryData.store(
				{ type: 'execution', workflowId: 'workflow', executionId: '1' },
				content,
				{ data: '', fileName, mimeType },
			);
		},

		async readFile(binaryData: IBinaryData): Promise<Buffer> {
			return await runtime.binaryData.getAsBuffer(binaryData);
		},

		/** One run of one node over `items`; what it throws comes through as it is. */
		async execute(settings: NodeSettings, run: RunOptions = {}): Promise<INodeExecutionData[][]> {
			const { items = [{ json: {} }], mode = 'trigger', executionId = `${++executions}` } = run;
			const { workflow, node } = singleNode(settings, run.settings);
			const runExecutionData = createRunExecutionData();
			const data = additionalData({ executionId });
			const result = await new WorkflowExecute(data, mode, runExecutionData).runNode(
				workflow,
				{ node, data: { main: [items] }, source: { main: [] } },
				runExecutionData,
				0,
				data,
				mode,
				run.signal,
			);
			if (!('data' in result)) throw new Error('The node asked the engine to run other nodes');
			return result.data ?? [];
		},

		/** A whole run from the first node on, with n8n's retries, Continue On Fail and item pairing. */
		async runWorkflow(
			testWorkflow: TestWorkflow,
			{
				mode = 'trigger',
				executionId = `${++executions}`,
			}: Pick<RunOptions, 'mode' | 'executionId'> = {},
		): Promise<IRun> {
			const workflow = workflowOf(testWorkflow);
			const saved = { id: workflow.id, nodes: [], connections: {} } as unknown as IWorkflowBase;
			const data = additionalData({
				executionId,
				hooks: new ExecutionLifecycleHooks(mode, executionId, saved),
			});
			const startNode = workflow.getNode(testWorkflow.nodes[0]?.name ?? '') ?? undefined;
			return await new WorkflowExecute(data, mode).run({
				workflow,
				startNode,
				pinData: testWorkflow.pinData,
			});
		},

		/** One poll of a trigger node. */
		async poll(
			settings: NodeSettings,
			{
				mode = 'trigger',
				staticData = {},
				settings: workflowSettings,
				workflowId,
				pollBudgetMs,
			}: PollOptions = {},
		): Promise<INodeExecutionData[][] | null> {
			const { name } = completeNode(settings, 0);
			const workflow = workflowOf(
				{ nodes: [settings], connections: {}, settings: workflowSettings },
				{ ...(workflowId && { id: workflowId }), staticData: { [`node:${name}`]: staticData } },
			);
			const node = workflow.getNode(name) as INode;
			const activation = mode === 'manual' ? 'manual' : 'activate';
			const context = new PollContext(workflow, node, additionalData(), mode, activation);
			if (pollBudgetMs) Object.assign(context, { getPollBudgetMs: () => pollBudgetMs });
			return await new TriggersAndPollers().runPollFunction(workflow, node, context);
		},

		/** One page of a resource locator's list. */
		async search(
			type: string,
			method: string,
			{ parameters = {}, credentials, filter, paginationToken }: SearchOptions = {},
		): Promise<INodeListSearchResult> {
			const { workflow, node } = singleNode({ type, parameters, credentials });
			const listSearch = nodes[type]?.methods?.listSearch?.[method];
			if (!listSearch) throw new Error(`${type} has no listSearch method "${method}"`);
			const data = additionalData({ currentNodeParameters: parameters });
			const context = new LoadOptionsContext(workflow, node, data, 'parameters.path');
			return await listSearch.call(context, filter, paginationToken);
		},

		/** The test behind a credential's Save button, by the function a node declares for it. */
		async testCredential(
			type: string,
			data: ICredentialDataDecryptedObject,
		): Promise<INodeCredentialTestResult> {
			const base = additionalData();
			const complete = credentialsHelper.withDefaults(base, data, type, 'internal');
			return await credentialTestOf(nodes, type).call(new CredentialTestContext(base), {
				id: 'temp',
				name: `${type} account`,
				type,
				data: complete,
			});
		},

		/** Ends the engine and removes what n8n wrote. */
		close: runtime.close,
	};
}

function completeNode(settings: NodeSettings, index: number): INode {
	return {
		id: `node-${index}`,
		name: settings.type.split('.').pop() ?? settings.type,
		typeVersion: 1,
		position: [0, 0],
		...settings,
		parameters: structuredClone(settings.parameters ?? {}),
	};
}

function credentialTestOf(nodes: NodesByType, credentialType: string) {
	for (const { description, methods } of Object.values(nodes)) {
		for (const { name, testedBy } of description.credentials ?? []) {
			if (name !== credentialType || typeof testedBy !== 'string') continue;
			const test = methods?.credentialTest?.[testedBy];
			if (test) return test;
		}
	}
	throw new Error(`No node tests ${credentialType}`);
}
