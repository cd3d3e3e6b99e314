import type { Failure } from './failure';

/** What is asked of Desk360, as far as judging and explaining the answer needs it. */
export interface Question {
	/** A write is sent once, unless it is certain that it did not happen. */
	effect: 'read' | 'write';
	/** What the call reads or does, such as `the ticket list` or `the reply`. */
	subject: string;
	/** What a 404 did not find, such as `ticket 12 in product 1`. */
	target: string;
	/** The product that the call is about, if it is about one. */
	productId?: string;
	/** The documented codes that statuses stand for here, where that is not what they mean elsewhere. */
	statusMeans?: Readonly<Record<number, string>>;
	/** An answer in another form may hold a token that nobody knows yet: it is not quoted. */
	isSecret?: true;
	/** How a person finds out whether a write happened. */
	lookUp?: string;
}

export function unknownOutcome(question: Question, happened: string, httpCode?: number): Failure {
	return {
		kind: 'unknownOutcome',
		message: `${happened}, so it is not known whether ${question.subject} was made`,
		description: ['It was not sent again, so that nobody gets it twice.', question.lookUp]
			.filter(Boolean)
			.join(' '),
		httpCode,
	};
}
