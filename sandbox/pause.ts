import { sleep } from 'n8n-workflow';

/** Waits that long, or until the signal fires; says whether the whole time went by. */
export async function pause(milliseconds: number, until: AbortSignal): Promise<boolean> {
	if (milliseconds <= 0) return !until.aborted;
	try {
		await sleep(milliseconds, until);
		return true;
	} catch {
		return false;
	}
}
