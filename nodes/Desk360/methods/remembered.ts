import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { accountOf } from '../api/auth/credentials';
import { credentialsOf } from '../api/auth/signedRequest';
import { fingerprint } from '../api/common/fingerprint';

/** Whoever edits a node opens the same lists again and again. */
const REMEMBERED_MS = 60_000;

const MOST_ANSWERS = 200;

interface Remembered {
	answer: Promise<unknown>;
	until: number;
}

/** By credential and question, hashed; oldest first. */
const answers = new Map<string, Remembered>();

function forgetOldAnswers(): void {
	for (const [key, { until }] of answers) {
		if (until <= Date.now() || answers.size >= MOST_ANSWERS) answers.delete(key);
	}
}

/**
 * The answer of the last minute, or the one that is being read, to the same question with the same credential. What
 * could not be read is asked for anew.
 *
 * @param question everything that the answer depends on, besides the credential
 */
export async function remembered<Answer>(
	context: ILoadOptionsFunctions,
	question: unknown[],
	read: () => Promise<Answer>,
): Promise<Answer> {
	const key = fingerprint(accountOf(await credentialsOf(context)), question);
	forgetOldAnswers();
	const known = answers.get(key)?.answer as Promise<Answer> | undefined;
	if (known) return await known;

	const answer = read();
	answers.set(key, { answer, until: Date.now() + REMEMBERED_MS });
	answer.catch(() => answers.delete(key));
	return await answer;
}
