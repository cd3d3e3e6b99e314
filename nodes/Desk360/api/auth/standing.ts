import { keepNewest } from '../common/newest';
import { CallFailed, CONSEQUENCES } from '../failures/failure';
import type { Failure } from '../failures/failure';

/** A token that Desk360 refused is not sent again for so long: each try costs one of the minute's calls. */
const REMEMBERED_MS = 60_000;

/** Expressions in a credential may name any number. */
const MOST_ACCOUNTS = 500;

interface Standing {
	/** Desk360 took it before. */
	isAccepted?: boolean;
	/** The call that finds out, while nobody knows yet; it never fails. */
	trial?: Promise<void>;
	refusal?: Failure;
	/** When it was refused, in milliseconds since the epoch. */
	refusedAt: number;
}

const standings = new Map<string, Standing>();

function standingOf(account: string): Standing {
	const standing = standings.get(account) ?? { refusedAt: 0 };
	keepNewest(standings, account, standing, MOST_ACCOUNTS);
	return standing;
}

function isTokenRefused(thrown: unknown): thrown is CallFailed {
	return thrown instanceof CallFailed && thrown.failure.kind === 'tokenRefused';
}

/** For when a person tests the credential. */
export function forgetStanding(account: string): void {
	standings.delete(account);
}

/** @throws CallFailed with the words of the refusal, when the token was refused within the last minute */
export function requireGoodStanding(account: string): void {
	const { refusal, refusedAt } = standingOf(account);
	if (refusal && Date.now() - refusedAt < REMEMBERED_MS) throw new CallFailed(refusal);
}

/** A no of another kind is one to an account that Desk360 knows. A spent limit is told to anybody. */
function isOtherNo(thrown: unknown): boolean {
	if (!(thrown instanceof CallFailed)) return false;
	const { kind, httpCode = 0 } = thrown.failure;
	return CONSEQUENCES[kind].isSaidToKnown === true && httpCode >= 400 && httpCode < 500;
}

/** What a call that did not work says of the token. */
function takeIn(standing: Standing, thrown: unknown): void {
	if (isTokenRefused(thrown)) {
		standing.isAccepted = false;
		standing.refusal = thrown.failure;
		standing.refusedAt = Date.now();
	} else if (isOtherNo(thrown)) standing.isAccepted = true;
}

async function observe<T>(standing: Standing, ask: () => Promise<T>): Promise<T> {
	const answer = await ask().catch((thrown: unknown) => {
		takeIn(standing, thrown);
		throw thrown;
	});
	standing.isAccepted = true;
	standing.refusal = undefined;
	return answer;
}

/**
 * As long as nobody knows whether Desk360 takes the token, one call finds out and the others wait for what it hears: a
 * token that is no good costs one call, not one for each item.
 *
 * @throws CallFailed what `ask` throws, or at once when the token was refused within the last minute
 */
export async function inGoodStanding<T>(account: string, ask: () => Promise<T>): Promise<T> {
	const standing = standingOf(account);
	while (!standing.isAccepted && standing.trial) await standing.trial;
	requireGoodStanding(account);
	if (standing.isAccepted) return await observe(standing, ask);
	const answer = observe(standing, ask);
	const ended = () => {
		standing.trial = undefined;
	};
	standing.trial = answer.then(ended, ended);
	return await answer;
}
