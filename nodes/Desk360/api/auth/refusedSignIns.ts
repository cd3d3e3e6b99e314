import { CallFailed, CONSEQUENCES } from '../failures/failure';

/** By the context of the run, then by account. */
const refusedInRun = new WeakMap<object, Map<string, CallFailed>>();

/**
 * Tells at once what was refused in this run, such as password access that is off. The next run tries again, for a
 * person may have mended that.
 *
 * @throws CallFailed the refusal
 */
export function requireSignIn(run: object, account: string): void {
	const refused = refusedInRun.get(run)?.get(account);
	if (refused) throw refused;
}

function isRefusedSignIn(thrown: unknown): thrown is CallFailed {
	if (!(thrown instanceof CallFailed)) return false;
	const { isOfSignIn, kind } = thrown.failure;
	return isOfSignIn === true && CONSEQUENCES[kind].isPassing !== true;
}

/**
 * Makes a call, unless the sign-in was refused for another item meanwhile.
 *
 * @throws CallFailed what `ask` throws, or that refusal
 */
export async function withSignIn<T>(
	run: object,
	account: string,
	ask: () => Promise<T>,
): Promise<T> {
	// n8n keeps a trigger's context for as long as its workflow is published: that is not one run.
	if (!('addExecutionHints' in run)) return await ask();
	requireSignIn(run, account);
	return await ask().catch((thrown: unknown) => {
		if (isRefusedSignIn(thrown)) {
			const refused = refusedInRun.get(run) ?? new Map<string, CallFailed>();
			refusedInRun.set(run, refused.set(account, thrown));
		}
		throw thrown;
	});
}
