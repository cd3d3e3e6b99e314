import { describe, expect, it } from '@jest/globals';

import { startSandbox, type Settings } from '../../../sandbox';
import { isSigned, signedPath } from '../../../sandbox/service/signedUrls';
import { forEachTest } from '../../support/forEachTest';
import { ask, call } from './caller';

const sandbox = forEachTest(startSandbox);

interface Named {
	url: string;
	name: string;
	type: string;
}

/** The attachments of a ticket that has one of each kind. */
async function attachments(settings: Partial<Settings>) {
	Object.assign(sandbox.settings, settings);
	const files = [
		{ name: 'çay "1".png', mimeType: 'image/png', content: 'png' },
		{ name: 'b.mp4', mimeType: 'video/mp4', content: 'mp4' },
		{ name: 'c.pdf', mimeType: 'application/pdf', content: 'pdf' },
		{ name: 'd.bin', mimeType: 'application/octet-stream', content: 'bin' },
	];
	const { id } = sandbox.world.createTicket({ attachments: files });
	const { json } = await call(sandbox, `/products/1/tickets/${id}`);
	const [message] = (json as { messages: Array<{ attachments: Record<string, Named[]> }> })
		.messages;
	return Object.values(message?.attachments ?? {}).flat();
}

const pathOf = (url = '') => url.slice(sandbox.url.length);

/** Where the API's link to the first attachment leads. */
async function storageUrl(): Promise<string> {
	const [image] = await attachments({ attachmentShape: 'named', attachmentHost: 'signed' });
	const answer = await call(sandbox, pathOf(image?.url));
	return answer.headers.get('location') ?? '';
}

describe('attachments by name', () => {
	it('have an address, a name and a word for their kind', async () => {
		const named = await attachments({ attachmentShape: 'named' });
		expect(named.map(({ name, type }) => [name, type])).toEqual([
			['çay "1".png', 'image'],
			['b.mp4', 'video'],
			['c.pdf', 'file'],
			['d.bin', 'other'],
		]);
		expect(Object.keys(named[0] ?? {})).toEqual(['url', 'name', 'type']);
		expect((await ask(named[2]?.url ?? '')).text).toBe('pdf');
	});

	it('lie in signed storage when the framework answers', async () => {
		const [image] = await attachments({ answers: 'framework' });
		expect(image).toMatchObject({ name: 'çay "1".png', type: 'image' });
		expect(image?.url.startsWith(`${sandbox.url}/attachments/`)).toBe(true);
	});

	it('have the form that a setting chooses, whoever answers', async () => {
		const chosen = {
			answers: 'framework',
			attachmentShape: 'string',
			attachmentHost: 'files',
		} as const;
		const [plain] = await attachments(chosen);
		expect(String(plain).startsWith(sandbox.files.url)).toBe(true);
	});
});

describe('signed storage', () => {
	it('is reached by a redirect of the API, which asks for the token', async () => {
		const [image] = await attachments({ attachmentHost: 'signed' });
		expect((await ask(image?.url ?? '', { redirect: 'manual' })).status).toBe(401);
		const answer = await call(sandbox, pathOf(image?.url));
		expect(answer.status).toBe(302);
		const location = new URL(answer.headers.get('location') ?? '');
		expect(location.origin).toBe(sandbox.files.url);
		expect(location.pathname).toMatch(/^\/storage\/[0-9a-f]+$/);
		expect(location.searchParams.get('X-Amz-Expires')).toBe('300');
		expect((await call(sandbox, '/attachments/unknown')).status).toBe(404);
	});

	it('tells type and name beside the bytes', async () => {
		const answer = await ask(await storageUrl());
		expect(answer.text).toBe('png');
		expect(answer.headers.get('content-type')).toBe('image/png');
		expect(answer.headers.get('content-disposition')).toBe(
			`attachment; filename="_ay \\"1\\".png"; filename*=UTF-8''%C3%A7ay%20%221%22.png`,
		);
	});

	it('refuses an address whose signature is missing, altered, or another file’s', async () => {
		const url = await storageUrl();
		const other = /storage\/(\w+)/.exec(await storageUrl())?.[1] ?? '';
		const spoiled = [
			url.replace(/\?.*/, ''),
			url.replace(/(Signature=)./, '$1x'),
			url.replace(/&X-Amz-Signature=\w+/, ''),
			url.replace('Expires=300', 'Expires=9000'),
			url.replace(/storage\/\w+/, `storage/${other}`),
		];
		const answers = await Promise.all(spoiled.map(async (one) => await ask(one)));
		expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
		expect(answers[0]?.text).toContain('<Code>AccessDenied</Code>');
		expect((await ask(url)).status).toBe(200);
	});

	it('refuses a token beside the signature', async () => {
		const answer = await ask(await storageUrl(), { headers: { authorization: 'Bearer x' } });
		expect(answer.status).toBe(400);
		expect(sandbox.files.requests.last?.sentAuthorization).toBe(true);
	});

	it('ends after five minutes', () => {
		const start = Date.UTC(2026, 10, 27, 6);
		const [, search] = signedPath('abc', start).split('?');
		const query = Object.fromEntries(new URLSearchParams(search));
		expect(isSigned('abc', query, start + 300_000)).toBe(true);
		expect(isSigned('abc', query, start + 300_001)).toBe(false);
	});

	it('no longer has what a reset took', async () => {
		const url = await storageUrl();
		sandbox.reset();
		expect((await ask(url)).status).toBe(404);
	});
});
