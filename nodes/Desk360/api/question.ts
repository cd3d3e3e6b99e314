import type { Facts } from './facts';

/** What was asked of Desk360, as far as judging and explaining the answer needs it. */
export interface Question {
	method: 'GET' | 'POST';
	/** What the call reads or does, such as `the ticket list` or `the reply`. */
	subject: string;
	/** What a 404 did not find, such as `ticket 12 in product 1`. */
	target: string;
	/** How a person finds out whether a write happened. */
	lookUp?: string;
	/** True for a body of the documented shape. */
	fits: (body: unknown) => boolean;
}

/** What is told of a write that may have happened. */
export function unknownOutcome(question: Question, happened: string, httpCode?: number): Facts {
	return {
		kind: 'unknownOutcome',
		message: `${happened}, so it is not known whether ${question.subject} was made`,
		description: ['It was not sent again, so that nobody gets it twice.', question.lookUp]
			.filter(Boolean)
			.join(' '),
		httpCode,
	};
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function filledText(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
