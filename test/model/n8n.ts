import type { IDataObject, INodeCredentials, INodeParameters } from 'n8n-workflow';

import { DESK360_TRIGGER } from '../support/desk360';
import type { Engine } from '../support/engine';
import type { Fate } from './history';

/** How often n8n tries to publish a trigger whose poll throws, and the seconds between. */
const PUBLISH = { attempts: 5, seconds: 3 };

const DURABLE_BUDGET_MS = 36_000;

/** What n8n made of one poll. */
export interface PollOutcome {
	/** What started the workflow. */
	items: IDataObject[];
	/** False when n8n died between running the workflow and saving the state. */
	isSaved: boolean;
}

export interface Surroundings {
	engine: Engine;
	credentials: INodeCredentials;
	/** Runs a poll while time goes by as fast as it waits. */
	run: <T>(work: Promise<T>) => Promise<T>;
	pass: (seconds: number) => void;
}

/** Processes that ran before: what they held in memory must not reach the next one. */
let processes = 0;

/**
 * A published workflow that begins with the trigger, as n8n polls it. By default a poll that brings nothing
 * leaves its state in memory; with durable cursors each poll gets a copy, which is kept when it came through.
 */
export class N8n {
	/** What the database holds. */
	private saved = '{}';

	private memory: IDataObject = {};

	/** The main processes of n8n: the first one polls. */
	private mains = [++processes, ++processes];

	/** Every attempt to publish threw: n8n polls no more, and shows the workflow as active. */
	isDead = false;

	/** Called when what only the memory held is lost, with the state as it was. */
	onRestored: (before?: IDataObject) => void = () => {};

	constructor(
		private readonly surroundings: Surroundings,
		private readonly isDurable: boolean,
		public parameters: INodeParameters,
	) {}

	/** The state of the trigger as the next poll finds it. */
	get state(): IDataObject | undefined {
		const data = this.isDurable ? (JSON.parse(this.saved) as IDataObject) : this.memory;
		return data.desk360 as IDataObject | undefined;
	}

	/** Publishes the workflow, which polls once at once. */
	async publish(): Promise<PollOutcome> {
		this.restore();
		for (let attempt = 0; attempt < PUBLISH.attempts; attempt++) {
			if (attempt > 0) this.surroundings.pass(PUBLISH.seconds);
			const polled = await this.pollOnce(this.memory);
			if (polled === 'thrown') continue;
			if (!this.isDurable || polled.length > 0) this.saved = JSON.stringify(this.memory);
			return { items: polled, isSaved: true };
		}
		this.isDead = true;
		return { items: [], isSaved: true };
	}

	/** The process is another one, and publishes what was published. */
	async restart(): Promise<PollOutcome> {
		this.mains = [++processes, ...this.mains.slice(1)];
		return await this.publish();
	}

	/**
	 * The other main process polls from now on. With durable cursors any of them may; otherwise the leader does, and a
	 * new leader publishes first.
	 */
	async switchMain(): Promise<PollOutcome[]> {
		this.mains.reverse();
		return this.isDurable ? [] : [await this.publish()];
	}

	/** One poll of the schedule; a process that died with it is started anew. */
	async poll(fate: Fate): Promise<PollOutcome[]> {
		const data = this.isDurable ? (JSON.parse(this.saved) as IDataObject) : this.memory;
		const polled = await this.pollOnce(data);
		if (polled === 'thrown') return [];
		const outcomes: PollOutcome[] = [];
		if (fate === 'kept' || fate === 'diedAfter') {
			this.save(data, polled);
			outcomes.push({ items: polled, isSaved: true });
		} else if (fate === 'diedBetween') outcomes.push({ items: polled, isSaved: false });
		else this.restore();
		if (fate !== 'kept' && fate !== 'discarded') outcomes.push(await this.restart());
		return outcomes;
	}

	/** Several polls that begin with the same state; with durable cursors even those that run later. */
	async overlap(count: number, inLine: boolean): Promise<PollOutcome[]> {
		const states = Array.from({ length: count }, () =>
			this.isDurable ? (JSON.parse(this.saved) as IDataObject) : this.memory,
		);
		const outcomes: PollOutcome[] = [];
		const poll = async (data: IDataObject) => {
			const before = JSON.stringify(data);
			const polled = await this.pollOnce(data);
			if (polled === 'thrown') return;
			if (JSON.stringify(data) !== before) this.save(data, polled);
			outcomes.push({ items: polled, isSaved: true });
		};
		if (inLine) for (const data of states) await poll(data);
		else await Promise.all(states.map(poll));
		return outcomes;
	}

	private restore(): void {
		const before = this.state;
		this.memory = JSON.parse(this.saved) as IDataObject;
		this.onRestored(before);
	}

	private save(data: IDataObject, items: IDataObject[]): void {
		if (this.isDurable || items.length > 0) this.saved = JSON.stringify(data);
	}

	private async pollOnce(staticData: IDataObject): Promise<IDataObject[] | 'thrown'> {
		const { engine, credentials, run } = this.surroundings;
		const output = await run(
			engine
				.poll(
					{ type: DESK360_TRIGGER, credentials, parameters: this.parameters },
					{
						staticData,
						workflowId: `model-${this.mains[0]}`,
						...(this.isDurable && { pollBudgetMs: DURABLE_BUDGET_MS }),
					},
				)
				.catch(() => 'thrown' as const),
		);
		return output === 'thrown' ? output : (output?.[0] ?? []).map(({ json }) => json);
	}
}
