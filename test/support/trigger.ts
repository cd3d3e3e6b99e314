import { expect } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DESK360_TRIGGER, startDesk360 } from './desk360';

const START = Date.UTC(2026, 2, 1, 12, 0, 0);

/** A local Desk360 whose clock stands still unless a test moves it, and triggers that watch it. */
export async function startTriggerDesk() {
	let minutes = 0;
	let workflows = 0;
	const desk360 = await startDesk360({ clock: () => new Date(START + minutes * 60_000) });
	const { engine, sandbox, credentials } = desk360;

	const later = (passed = 1) => {
		minutes += passed;
	};

	/** A minute later a ticket is opened. */
	const open = (id: number, fields: object = {}) => {
		later();
		sandbox.world.createTicket({ id, productId: 1, description: `Hello ${id}`, ...fields });
	};

	return {
		...desk360,
		later,
		open,

		/** Two products, three tickets in the first one, at five past twelve. */
		reset() {
			minutes = 0;
			desk360.reset();
			sandbox.world.createProduct({ id: 1 });
			sandbox.world.createProduct({ id: 2 });
			for (const id of [1, 2, 3]) open(id);
		},

		settingsOf: (parameters: INodeParameters) => ({
			type: DESK360_TRIGGER,
			credentials,
			parameters: { productId: '1', ...parameters },
		}),

		/** A trigger that was just activated; each poll gives the data of its items and saves the state as n8n does. */
		async activated(parameters: INodeParameters) {
			const workflowId = `workflow-${++workflows}`;
			let saved = '{}';
			const poll = async (
				mode: 'trigger' | 'manual' = 'trigger',
			): Promise<IDataObject[] | null> => {
				const staticData = JSON.parse(saved) as IDataObject;
				const options = { mode, staticData, workflowId };
				const output = await engine.poll(this.settingsOf(parameters), options);
				if (mode === 'trigger') saved = JSON.stringify(staticData);
				return output && (output[0] ?? []).map(({ json }) => json);
			};
			expect(await poll()).toBeNull();
			return { poll, state: () => saved };
		},
	};
}
