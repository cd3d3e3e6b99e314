import { ExternalSecretsProxy } from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

const HOST = 'http://localhost:5678';

const URLS = {
	restApiUrl: `${HOST}/rest`,
	instanceBaseUrl: `${HOST}/`,
	formBaseUrl: `${HOST}/form`,
	formWaitingBaseUrl: `${HOST}/form-waiting`,
	formTestBaseUrl: `${HOST}/form-test`,
	webhookBaseUrl: `${HOST}/webhook`,
	webhookWaitingBaseUrl: `${HOST}/webhook-waiting`,
	webhookTestBaseUrl: `${HOST}/webhook-test`,
	mcpBaseUrl: `${HOST}/mcp`,
	mcpTestBaseUrl: `${HOST}/mcp-test`,
};

async function notHere(): Promise<never> {
	throw new Error('No other workflow, execution or task runner takes part');
}

/** What n8n's server gives every run besides the workflow itself. */
export function additionalDataOf(
	credentialsHelper: ICredentialsHelper,
	extra: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	return {
		...URLS,
		credentialsHelper,
		currentNodeExecutionIndex: 0,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: notHere,
		getRunExecutionData: notHere,
		getRuntimeCredential: notHere,
		startRunnerTask: notHere,
		logAiEvent: () => {},
		...extra,
	};
}
