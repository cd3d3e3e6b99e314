import { describe, expect, test } from '@jest/globals';

import { shownMessages } from '../../support/docs/messages';

/** What can be read by a model, which fills in the values of a tool. */
const ofValues = shownMessages().messages.filter(({ file }) =>
	/\/fields\/(?:codes|dates|values\/\w+)\.ts$/.test(file),
);

/** A model has no list to select from, and writes no expression. */
const FOR_PEOPLE_ALONE =
	/^(?:Choose|Select|Switch)\b|\bSelect\b|With an expression|let the expression/;

/** Where the editor is the only place to mend it. */
const IN_SETTINGS = /^Choose a time zone in the workflow's settings/;

describe('the advice about a value', () => {
	test.each(ofValues.map(({ text, advice }) => ({ text, advice })))(
		'holds for a person and for the model of an agent: $text',
		({ advice }) => {
			expect(advice.join()).toMatch(/\w/);
			const odd = advice.filter((one) => FOR_PEOPLE_ALONE.test(one) && !IN_SETTINGS.test(one));
			expect(odd).toEqual([]);
		},
	);

	test('is found for the values of all kinds', () => {
		expect(ofValues.length).toBeGreaterThan(12);
	});
});
