import { describe, expect, test } from '@jest/globals';

import { forAllTests } from '../support/forAllTests';
import { EXAMPLES } from './examples';
import { live } from './lived';
import { openStage } from './stage';

const stage = forAllTests(openStage);

describe('hands over every event once, oldest first:', () => {
	test.each(EXAMPLES)(
		'%s',
		async (_name, example) => {
			expect(await live(example, stage)).toEqual([]);
		},
		60_000,
	);
});
