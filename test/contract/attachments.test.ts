import { describe, expect, test } from '@jest/globals';

import { forAllTests } from '../support/forAllTests';
import { MESSAGE, TICKET_DETAILS } from '../support/samples';
import { createPaperServices, thrownBy } from '../support/service';
import { Wire } from '../support/wire';

const services = forAllTests(createPaperServices);

const DOWNLOAD = {
	operation: 'get',
	productId: '1',
	ticketId: '1',
	options: { downloadAttachments: true, maxRateLimitWait: 0 },
};

function ticketWith(...files: unknown[]) {
	const attachments = { images: [], videos: [], files, others: [] };
	return { body: { ...TICKET_DETAILS, messages: [{ ...MESSAGE, attachments }] } };
}

const FILE = { body: '%PDF-1.4 the file', headers: { 'content-type': 'application/pdf' } };

describe('an attachment', () => {
	test('on another host is fetched without the token', async () => {
		const files = new Wire('https://desk-360.s3.amazonaws.com');
		files.answer(FILE);
		const link = `${files.origin}/a/Invoice%201.pdf?X-Amz-Signature=abc%2Fdef`;
		const { wire, run } = await services.thatAnswers(ticketWith({ url: link }));
		const [item] = await run(DOWNLOAD);
		expect(item?.binary?.attachment_0).toMatchObject({
			fileName: 'Invoice 1.pdf',
			mimeType: 'application/pdf',
			bytes: FILE.body.length,
		});
		expect(files.last).toMatchObject({ path: '/a/Invoice%201.pdf' });
		expect(files.last.query).toEqual({ 'X-Amz-Signature': 'abc/def' });
		expect(files.last.headers).not.toHaveProperty('authorization');
		expect(files.last.headers['accept-encoding']).toBe('identity');
		expect(wire.requests).toHaveLength(1);
	});

	test('on the host of the API is fetched with it', async () => {
		const { wire, run } = await services.thatAnswers(ticketWith('/storage/photo.png'), FILE);
		const [item] = await run(DOWNLOAD);
		expect(item?.binary?.attachment_0).toMatchObject({ fileName: 'photo.png' });
		expect(wire.last).toMatchObject({
			path: '/storage/photo.png',
			headers: { authorization: wire.requests[0]?.headers.authorization },
		});
	});

	test.each([
		'https://desk.example.com.evil.test/x',
		'https://evil.example.com/?https://desk.example.com/v1',
		'https://desk.example.com@evil.example.org/x',
	])('at %s does not get it', async (link) => {
		const elsewhere = new Wire(new URL(link).origin);
		elsewhere.answer(FILE);
		const { run } = await services.thatAnswers(ticketWith(link));
		await run(DOWNLOAD);
		expect(elsewhere.requests).toHaveLength(1);
		expect(JSON.stringify(elsewhere.last.headers)).not.toMatch(/bearer/i);
	});

	test('is not fetched unencrypted', async () => {
		const files = new Wire('http://files.example.com');
		files.answer(FILE);
		const { run } = await services.thatAnswers(ticketWith(`${files.origin}/photo.png`));
		const thrown = await thrownBy(run(DOWNLOAD));
		expect(thrown.message).toBe('The link of the attachment "photo.png" does not start with https');
		expect(thrown.description).toMatch(/Switch off Download Attachments/);
		expect(files.requests).toHaveLength(0);
	});

	test.each(['http://127.0.0.1:5678', 'http://localhost:5678'])(
		'at %s is not fetched when Desk360 is elsewhere',
		async (origin) => {
			const local = new Wire(origin);
			local.answer(FILE);
			const { run } = await services.thatAnswers(ticketWith(`${origin}/rest/settings`));
			await expect(run(DOWNLOAD)).rejects.toThrow(/does not start with https$/);
			expect(local.requests).toHaveLength(0);
		},
	);

	test('of the API is not fetched unencrypted, either', async () => {
		const { wire, run } = await services.thatAnswers({ body: 'later' });
		const plain = wire.origin.replace('https', 'http');
		wire.answer(ticketWith(`${plain}/photo.png`));
		await expect(run(DOWNLOAD)).rejects.toThrow(/does not start with https/);
		expect(wire.requests).toHaveLength(1);
	});

	test('may lead to another host, step by step and without the token', async () => {
		const storage = new Wire('https://storage.example.com');
		storage.answer({ status: 307, headers: { location: '/signed/photo?key=a%2Bb' } }, FILE);
		const { wire, run } = await services.thatAnswers(
			ticketWith({ url: '/files/7', name: 'photo.png' }),
			{ status: 302, headers: { location: `${storage.origin}/photo` } },
		);
		const [item] = await run(DOWNLOAD);
		expect(item?.binary?.attachment_0).toMatchObject({ fileName: 'photo.png' });
		expect(wire.last.headers).toHaveProperty('authorization');
		expect(storage.requests.map(({ path, query }) => [path, query])).toEqual([
			['/photo', {}],
			['/signed/photo', { key: 'a+b' }],
		]);
		expect(JSON.stringify(storage.requests)).not.toMatch(/bearer/i);
	});

	test('may lead on five times and no further', async () => {
		const files = new Wire('https://circle.example.com');
		files.answer({ status: 302, headers: { location: '/again' } });
		const { run } = await services.thatAnswers(ticketWith(`${files.origin}/photo.png`));
		await expect(run(DOWNLOAD)).rejects.toThrow(/did not hand out .*\(status 302\)$/);
		expect(files.requests).toHaveLength(6);
	});

	test.each([
		['plain', 'http://elsewhere.example.com/x', /does not start with https$/],
		['loopback', 'https://127.0.0.1:8443/x', /leads to 127\.0\.0\.1:8443, an address of this/],
		['private', 'https://10.0.0.5/x', /leads to 10\.0\.0\.5, an address of this machine/],
	])('does not lead to a %s address', async (kind, location, message) => {
		const files = new Wire(`https://${kind}.example.com`);
		const elsewhere = new Wire(new URL(location).origin);
		elsewhere.answer(FILE);
		files.answer({ status: 302, headers: { location } });
		const { run } = await services.thatAnswers(ticketWith(`${files.origin}/photo.png`));
		await expect(run(DOWNLOAD)).rejects.toThrow(message);
		expect(files.requests).toHaveLength(1);
		expect(elsewhere.requests).toHaveLength(0);
	});

	test.each([null, 7, {}, { name: 'a file without a link' }, 'https://'])(
		'that is %p is passed over, and told',
		async (element) => {
			const { run } = await services.thatAnswers(ticketWith(element));
			const logged = services.engine.logs.length;
			const [item] = await run(DOWNLOAD);
			expect(item?.binary).toEqual({});
			expect(services.engine.logs.slice(logged).join()).toContain(
				'warn 1 file of ticket 1 could not be downloaded, because Desk360 gives no address',
			);
		},
	);
});
