import type { IDataObject } from 'n8n-workflow';

import { FILTERS } from '../../test/model/desk';
import type { PollOutcome, Surroundings } from '../../test/model/n8n';
import { N8n } from '../../test/model/n8n';
import type { Start, Way, WatchStep } from './way';

/** The trigger of this package, everything but product, event and filter as a new node has it. */
export class DeskTrigger implements Way {
	readonly name = 'Desk360 Trigger';

	failed = 0;

	lastFailure = '';

	private n8n?: N8n;

	private readonly surroundings: Surroundings;

	constructor(surroundings: Surroundings) {
		const { engine } = surroundings;
		this.surroundings = {
			...surroundings,
			engine: {
				...engine,
				poll: async (...poll) =>
					await engine.poll(...poll).catch(async (thrown: Error) => {
						this.failed++;
						this.lastFailure = thrown.message;
						return await Promise.reject(thrown);
					}),
			},
		};
	}

	get isBehind(): boolean {
		const [product] = (this.n8n?.state?.products ?? []) as IDataObject[];
		return product?.backlog !== undefined || product?.completeAt !== product?.handledUpTo;
	}

	async start({ watch, isDurable }: Start): Promise<IDataObject[]> {
		const { event, filter, product } = watch;
		this.failed = 0;
		this.n8n = new N8n(this.surroundings, isDurable, {
			productId: `${product}`,
			events: [event],
			filters: FILTERS[filter],
			simplify: false,
		});
		return (await this.n8n.publish()).items;
	}

	async take(step: WatchStep): Promise<PollOutcome[]> {
		const { n8n } = this;
		if (!n8n) return [];
		if (step.do === 'poll') return await n8n.poll(step.fate);
		if (step.do === 'overlap') return await n8n.overlap(step.polls, step.inLine);
		return [step.do === 'restart' ? await n8n.restart() : await n8n.publish()];
	}
}
