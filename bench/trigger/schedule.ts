import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { CoreNode } from '../../host/coreNode.cjs';
import type { EventName } from '../../nodes/Desk360/trigger/description';
import type { Watch } from '../../test/model/history';
import type { PollOutcome } from '../../test/model/n8n';
import { CREDENTIAL } from '../../test/support/desk360';
import type { NodeSettings, TestWorkflow } from '../../test/support/engine';
import type { Workshop } from './workshop';
import type { Start, Way, WatchStep } from './way';

/** What tells one event from another, by what a row of the list holds. */
const KEYS: Partial<Record<EventName, string>> = {
	ticketCreated: '={{ $json.id }}',
	ticketUpdated: '={{ $json.id }} {{ $json.updated_at }}',
};

/** The node whose output starts what follows. */
const LAST = 'Remove Duplicates';

type NamedNode = NodeSettings & { name: string };

const QUERIES: Record<Watch['filter'], INodeParameters[]> = {
	none: [],
	agent: [{ name: 'agent_id', value: '7' }],
	status: [{ name: 'status', value: '0' }],
};

/** A page at a time until none is named as the next, so many at most: no call is too many. */
const pagesUpTo = (pages: number): INodeParameters => ({
	paginationMode: 'updateAParameterInEachRequest',
	parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
	paginationCompleteWhen: 'other',
	completeExpression: '={{ !$response.headers.link }}',
	limitPagesFetched: true,
	maxRequests: pages,
});

/** How an execution reads the list. */
export interface Reading {
	/** Pages that it reads at most. */
	pages: number;
	/** Rows that came twice, because they moved to the next page while it was read, are taken out first. */
	isSifted?: boolean;
}

/**
 * What people build today: Schedule Trigger, HTTP Request with the credential of this package, Remove Duplicates.
 * Run once by hand before it is published, so that the tickets it finds then do not start anything.
 */
export class ScheduledRequest implements Way {
	readonly name: string;

	/** An execution knows nothing of the one before. */
	readonly isBehind = false;

	failed = 0;

	/** What the last execution that failed says. */
	lastFailure = '';

	private workflow?: TestWorkflow;

	constructor(
		private readonly workshop: Workshop,
		private readonly reading: Reading,
	) {
		const { pages, isSifted } = reading;
		const extent = pages === 1 ? 'first page' : `up to ${pages} pages`;
		this.name = `HTTP Request, ${extent}${isSifted ? ', Remove Duplicates twice' : ''}`;
	}

	async start({ watch }: Pick<Start, 'watch'>): Promise<IDataObject[]> {
		this.workflow = this.workflowFor(watch);
		this.workshop.processed.clear();
		const handedOver = await this.execute();
		this.failed = 0;
		return handedOver;
	}

	/** The Schedule Trigger does not run missed times and does nothing when it is published. */
	async take(step: WatchStep): Promise<PollOutcome[]> {
		if (step.do === 'restart' || step.do === 'republish') return [];
		if (step.do === 'overlap') return await this.executeTimes(step.polls);
		const undo = this.workshop.processed.snapshot();
		const outcomes = await this.executeTimes(1);
		if (step.fate !== 'diedBefore') return outcomes;
		undo();
		return [];
	}

	private async executeTimes(times: number): Promise<PollOutcome[]> {
		const outcomes: PollOutcome[] = [];
		for (let time = 0; time < times; time++) {
			outcomes.push({ items: await this.execute(), isSaved: true });
		}
		return outcomes;
	}

	private async execute(): Promise<IDataObject[]> {
		const { engine, run } = this.workshop;
		if (!this.workflow) return [];
		const { data } = await run(engine.runWorkflow(this.workflow));
		const { error, runData } = data.resultData;
		if (error) {
			this.failed++;
			this.lastFailure = error.message;
		}
		const [kept] = runData[LAST]?.[0]?.data?.main ?? [];
		// Of an empty answer the HTTP Request may make an item without any data.
		return (kept ?? []).map(({ json }: { json?: IDataObject }) => json ?? {});
	}

	private workflowFor(watch: Watch): TestWorkflow {
		const { scheduleTrigger, removeDuplicates } = this.workshop.nodes;
		const key = KEYS[watch.event];
		if (!key) throw new Error(`No row of the list tells ${watch.event}`);
		return chain([
			nodeOf('Schedule Trigger', scheduleTrigger, {
				rule: { interval: [{ field: 'minutes', minutesInterval: 1 }] },
			}),
			this.requestFor(watch),
			...(this.reading.isSifted
				? [nodeOf('Sift', removeDuplicates, { operation: 'removeDuplicateInputItems' })]
				: []),
			nodeOf(LAST, removeDuplicates, {
				operation: 'removeItemsSeenInPreviousExecutions',
				logic: 'removeItemsWithAlreadySeenKeyValues',
				dedupeValue: key,
			}),
		]);
	}

	private requestFor({ filter, product }: Watch): NamedNode {
		const { nodes, credentials, url } = this.workshop;
		const { pages } = this.reading;
		const pagination = pages > 1 && { pagination: { pagination: pagesUpTo(pages) } };
		return {
			credentials,
			...nodeOf('HTTP Request', nodes.httpRequest, {
				url: `${url}/products/${product}/tickets`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: CREDENTIAL,
				sendQuery: true,
				queryParameters: { parameters: QUERIES[filter] },
				options: { response: { response: { responseFormat: 'json' } }, ...pagination },
			}),
		};
	}
}

const nodeOf = (name: string, { type, typeVersion }: CoreNode, parameters: INodeParameters) => ({
	name,
	type,
	typeVersion,
	parameters,
});

/** A workflow of nodes one after the other. */
function chain(nodes: NamedNode[]): TestWorkflow {
	const links = nodes
		.slice(1)
		.map(({ name }, index) => [
			nodes[index]?.name,
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]);
	return { nodes, connections: Object.fromEntries(links) as TestWorkflow['connections'] };
}
