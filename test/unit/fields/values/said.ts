import { expect } from '@jest/globals';

import { InvalidValue } from '../../../../nodes/Desk360/fields/values';

/** Words that n8n keeps out of its messages. */
const UNWANTED = /\b(error|problem|failure|mistake)/i;

/** What `check` says of a value: the value it gives, or the message of the refusal. */
export function said(check: (value: unknown, what: string) => unknown, value: unknown): unknown {
	try {
		return check(value, 'Field');
	} catch (refusal) {
		expect(refusal).toBeInstanceOf(InvalidValue);
		const { message, description } = refusal as InvalidValue;
		expect(description).toMatch(/^[A-Z].{20,}/);
		expect(message.length).toBeLessThan(200);
		expect(`${message} ${description}`).not.toMatch(UNWANTED);
		return message;
	}
}

const LENGTH = 200_000;

/** Very long texts that make careless patterns run for a minute, and others for some milliseconds. */
export const HOSTILE = [' ', '.', '#', '<"', 'a@', '4\u200B', '/4', ',;'].flatMap((piece) => {
	const text = piece.repeat(LENGTH / piece.length);
	return [
		text,
		`44${text}x`,
		`#44 ${text}x`,
		`https://x.co/tickets/${text}x`,
		`Jane <${text}@x.co>`,
	];
});

/** Milliseconds that a check takes for a text. */
export function timeOf(check: (value: unknown, what: string) => unknown, text: string): number {
	const start = performance.now();
	said(check, text);
	return performance.now() - start;
}
