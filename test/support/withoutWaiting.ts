import { afterAll, jest } from '@jest/globals';
import type * as Workflow from 'n8n-workflow';

/*
 * n8n-workflow whose `sleep` is over at once, while `Date.now` goes on by as much: waits keep their order and their
 * effect and cost no time. A test file imports this before anything that loads n8n-workflow.
 */
jest.mock('n8n-workflow', (): typeof Workflow => {
	const now = Date.now;
	let slept = 0;
	Date.now = () => now.call(Date) + slept;
	afterAll(() => {
		Date.now = now;
	});
	return {
		...jest.requireActual<typeof Workflow>('n8n-workflow'),
		async sleep(ms) {
			slept += ms;
		},
	};
});
