import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { methods, runtime } from './deferred';
import { triggerFields } from './trigger/description';

export class Desk360Trigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Desk360 Trigger',
		name: 'desk360Trigger',
		icon: { light: 'file:../../icons/desk360.svg', dark: 'file:../../icons/desk360.dark.svg' },
		group: ['trigger'],
		version: 1,
		// Such as "Ticket Created, New Message · product 11": n8n tells expressions the ID of a chosen product alone.
		subtitle:
			'={{ [$parameter["events"]].flat().map((event) => event.replace(/([A-Z])/g, " $1").replace(/^./, (first) => first.toUpperCase())).join(", ") + " · " + ($parameter["productId"] === "all" ? "all products" : "product " + $parameter["productId"]) }}',
		// The editor shows this text for the node as well.
		description:
			'Read, create and answer tickets of the Desk360 helpdesk, or start the workflow when something happens to one',
		defaults: { name: 'Desk360 Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'desk360Api', required: true, testedBy: 'testDesk360Credential' }],
		properties: triggerFields,
	};

	methods = methods;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { runPoll } = await runtime();
		return await runPoll(this);
	}
}
