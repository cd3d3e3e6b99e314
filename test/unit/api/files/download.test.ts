import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { createDownloader } from '../../../nodes/Desk360/api/download';
import { NODE } from '../../support/samples';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../../support/clock')>('../../support/clock')
		.workflowWithoutWaiting(),
);

const STORED = { mimeType: 'image/png', data: '', fileName: 'photo.png' };
const LINK = {
	url: new URL('https://files.example.com/photo.png'),
	fileName: 'photo.png',
	mimeType: 'image/png',
};

class Body {
	isDestroyed = false;

	readableEnded = false;

	constructor(readonly socket?: { bytesRead: number }) {}

	destroy(): void {
		this.isDestroyed = true;
	}
}

/** What the downloads of a test asked for, and what became of the bodies. */
let requests: IHttpRequestOptions[];
let answer: () => Body;
let store: (body: Body) => Promise<IBinaryData>;
beforeEach(() => {
	requests = [];
	answer = () => new Body({ bytesRead: 0 });
	store = async () => STORED;
});

const context = {
	getNode: () => NODE,
	getWorkflow: () => ({ id: '1', active: false }),
	getExecutionId: () => '1',
	getExecutionCancelSignal: () => undefined,
	getCredentials: async () => ({ apiToken: 'a-token' }),
	helpers: {
		async httpRequest(options: IHttpRequestOptions) {
			requests.push(options);
			return { statusCode: 200, headers: {}, body: answer() };
		},
		prepareBinaryData: async (body: Body) => await store(body),
	},
} as unknown as IExecuteFunctions;

const download = async () => await createDownloader(context)(LINK);

describe('a download whose bytes cease to come', () => {
	const bodies: Body[] = [];
	beforeEach(() => {
		bodies.length = 0;
	});

	/** Never ends the first times, then goes through. */
	function silent(times: number) {
		store = async (body) => {
			bodies.push(body);
			return requests.length > times ? STORED : await new Promise<never>(() => {});
		};
	}

	test.each([
		['can be counted', new Body({ bytesRead: 0 }).socket],
		['cannot be counted', undefined],
	])('is given up and made again where the bytes %s', async (_case, socket) => {
		answer = () => new Body(socket);
		silent(1);
		expect(await download()).toBe(STORED);
		expect(bodies.map(({ isDestroyed }) => isDestroyed)).toEqual([true, false]);
	});

	test('is told when it happens again and again', async () => {
		silent(Infinity);
		await expect(download()).rejects.toMatchObject({
			kind: 'timeout',
			message: 'files.example.com did not answer in time',
		});
		expect(requests).toHaveLength(3);
	});
});

describe('a download that takes long', () => {
	const AN_HOUR_MS = 3_600_000;

	/** Ends after an hour, of which `onHalfMinute` is told every half minute. */
	function slow(onHalfMinute: (body: Body, past: number) => void) {
		store = async (body) => {
			for (let past = 0; past < AN_HOUR_MS && !body.isDestroyed; past += 30_000) {
				await sleep(30_000);
				onHalfMinute(body, past);
			}
			return STORED;
		};
	}

	test('is waited for as long as bytes come', async () => {
		slow((body) => {
			if (body.socket) body.socket.bytesRead += 1_000;
		});
		expect(await download()).toBe(STORED);
		expect(requests).toHaveLength(1);
	});

	test('only because n8n stores it slowly is waited for, too', async () => {
		slow((body) => {
			body.readableEnded = true;
		});
		expect(await download()).toBe(STORED);
		expect(requests).toHaveLength(1);
	});
});

describe('a file that n8n cannot store', () => {
	test.each(['ENOSPC', 'EACCES', 'EROFS'])('for %s is not fetched again', async (code) => {
		store = async () => {
			throw Object.assign(new Error(`${code}: what the disk says`), { code });
		};
		await expect(download()).rejects.toMatchObject({
			kind: 'refused',
			message: `n8n could not store the attachment "photo.png": ${code}: what the disk says`,
			description: expect.stringMatching(/where this n8n keeps binary data: free space/),
		});
		expect(requests).toHaveLength(1);
	});

	test('because the connection broke is fetched again', async () => {
		store = async () => {
			if (requests.length > 1) return STORED;
			throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		};
		expect(await download()).toBe(STORED);
		expect(requests).toHaveLength(2);
	});
});

test('a file is asked for as it is, without our token', async () => {
	await download();
	expect(requests).toEqual([
		expect.objectContaining({
			url: LINK.url.href,
			headers: { 'Accept-Encoding': 'identity' },
			disableFollowRedirect: true,
		}),
	]);
});
