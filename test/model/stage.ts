import { startDesk360 } from '../support/desk360';
import { virtualTime } from '../support/virtualTime';
import type { Stage } from './lived';

/** A local Desk360 and an engine in which time passes only when told. */
export async function openStage(): Promise<Stage & { close: () => Promise<void> }> {
	let aheadMs = 0;
	const { sandbox, engine, credentials, close } = await startDesk360({
		clock: () => new Date(Date.now() + aheadMs),
	});
	const time = virtualTime();
	return {
		sandbox,
		engine,
		credentials,
		run: time.run,
		pass: time.pass,
		setClockAhead: (seconds) => {
			aheadMs = seconds * 1000;
		},
		async close() {
			time.end();
			await close();
		},
	};
}
