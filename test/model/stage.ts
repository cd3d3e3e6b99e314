import { startDesk360 } from '../support/desk360';
import { virtualTime } from '../support/virtualTime';
import { withoutNetwork } from '../support/withoutNetwork';
import type { Stage } from './lived';

interface OpenStage extends Stage {
	/** Does it again and again while a poll waits, until it is ended. */
	every: (seconds: number, work: () => void) => () => void;
	close: () => Promise<void>;
}

/** A local Desk360 and an engine in which time passes only when told. */
export async function openStage(): Promise<OpenStage> {
	let aheadMs = 0;
	const { sandbox, engine, credentials, close } = await startDesk360({
		clock: () => new Date(Date.now() + aheadMs),
	});
	// More than half of the time went into connections, and into waiting for answers that never come.
	const network = withoutNetwork(sandbox.inject);
	const time = virtualTime();
	return {
		sandbox,
		engine,
		credentials,
		run: time.run,
		pass: time.pass,
		every: time.every,
		setClockAhead: (seconds) => {
			aheadMs = seconds * 1000;
		},
		async close() {
			time.close();
			network.giveBack();
			await close();
		},
	};
}
