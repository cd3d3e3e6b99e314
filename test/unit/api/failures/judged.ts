import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import type { Failure } from '../../../../nodes/Desk360/api/failures/failure';
import { judge } from '../../../../nodes/Desk360/api/failures/judge';
import type { RawAnswer } from '../../../../nodes/Desk360/api/failures/judge';
import type { Question } from '../../../../nodes/Desk360/api/failures/question';
import { rateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import { readList, readRecord } from '../../../../nodes/Desk360/api/shapes';

export const READ: Question = {
	effect: 'read',
	subject: 'the list',
	target: 'ticket 12 in product 1',
};

export const WRITE: Question = {
	effect: 'write',
	subject: 'the reply',
	target: 'ticket 12 in product 1',
	lookUp: 'Look at the ticket before you reply again.',
};

export function answer(
	status: number,
	body: unknown = '',
	headers: RawAnswer['headers'] = {},
): RawAnswer {
	return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** An answer in the documented form of a refusal. */
export function refusal(code?: string, message?: unknown) {
	return { error: { code, message, doc_url: 'https://docs.desk360.com/api' } };
}

/** What is read of an answer, as the client reads it: a list for a read, a record for a write. */
export function readingOf(raw: RawAnswer, question = READ, secrets: string[] = []) {
	const read = question.effect === 'read' ? readList<object>('the list') : readRecord<object>;
	const { retryAfterMs } = rateReport(raw.headers, Date.now());
	return judge<object>(raw, question, read, secrets, retryAfterMs);
}

/** Why an answer is none; one that can be read is a failed test. */
export function failureOf(raw: RawAnswer, question = READ, secrets: string[] = []): Failure {
	let came: unknown;
	try {
		came = readingOf(raw, question, secrets);
	} catch (thrown) {
		came = thrown;
	}
	if (came instanceof CallFailed) return came.failure;
	throw came instanceof Error ? came : new Error(`It was read: ${JSON.stringify(came)}`);
}
