import { describe, expect, test } from '@jest/globals';

import {
	attachedTo,
	attachmentsOf,
	lastPathSegment,
	nameOfFile,
} from '../../../../nodes/Desk360/api/files/links';
import type { Attachments, Message } from '../../../../nodes/Desk360/api/types';
import { MESSAGE } from '../../../support/samples';

const BASE = new URL('https://api.desk360.com/v1');

const message = (attachments: unknown): Message => ({
	...MESSAGE,
	attachments: attachments as Attachments,
});

/** What is attached to a message with these attachments, addresses as text. */
function attached(...messages: unknown[]) {
	const { links, withoutAddress } = attachedTo(messages.map(message), BASE);
	return { links: links.map(({ url, ...rest }) => ({ url: url.href, ...rest })), withoutAddress };
}

const urls = (...messages: unknown[]) => attached(...messages).links.map(({ url }) => url);

describe('the files of messages', () => {
	test('come bucket by bucket, oldest message first', () => {
		const first = {
			others: ['https://f.test/4'],
			files: ['https://f.test/3'],
			videos: ['https://f.test/2'],
			images: ['https://f.test/1'],
		};
		const second = { images: ['https://f.test/5', 'https://f.test/6'], videos: [] };
		expect(urls(first, second)).toEqual(
			[1, 2, 3, 4, 5, 6].map((number) => `https://f.test/${number}`),
		);
	});

	test.each([
		['a list with holes', { files: { '1': 'https://f.test/1', '3': 'https://f.test/2' } }],
		['one list instead of four', ['https://f.test/1', 'https://f.test/2']],
		['one list with holes', { '1': 'https://f.test/1', '3': 'https://f.test/2' }],
		['one alone in place of a list', { images: 'https://f.test/1', files: 'https://f.test/2' }],
		['a record alone', { images: { url: 'https://f.test/1' }, files: ['https://f.test/2'] }],
		['unknown buckets beside', { images: ['https://f.test/1', 'https://f.test/2'], count: 2 }],
	])('may stand in %s', (_case, attachments) => {
		expect(attached(attachments)).toMatchObject({
			links: [{ url: 'https://f.test/1' }, { url: 'https://f.test/2' }],
			withoutAddress: [],
		});
	});

	test.each([
		[undefined],
		[null],
		[{}],
		[[]],
		['none'],
		[0],
		[{ images: null, videos: '', files: false, others: {} }],
	])('are none when the attachments are %j', (attachments) => {
		expect(attached(attachments)).toEqual({ links: [], withoutAddress: [] });
	});
});

test('the files of a message keep their order, with and without an address', () => {
	const attachments = { files: ['https://f.test/1', { name: 'a.pdf' }, '/2'], images: [{}] };
	const files = attachmentsOf(message(attachments), BASE);
	expect(files.map(({ url, name }) => [url?.href, name])).toEqual([
		[undefined, undefined],
		['https://f.test/1', undefined],
		[undefined, 'a.pdf'],
		['https://api.desk360.com/2', undefined],
	]);
});

describe('what a file is called before it is fetched', () => {
	test.each([
		['its name', { name: 'a.pdf', url: new URL('https://f.test/b.pdf') }, 'a.pdf'],
		['its name without an address', { name: 'a.pdf' }, 'a.pdf'],
		['its name without directories', { name: '../x/Rechnung 1/2.pdf' }, 'x_Rechnung 1_2.pdf'],
		['the end of its address', { url: new URL('https://f.test/x/b%20c.pdf?a=1') }, 'b c.pdf'],
		[
			'that when its name is nothing but dots',
			{ name: '..', url: new URL('https://f.test/b') },
			'b',
		],
		['the host when the address ends in nothing', { url: new URL('https://f.test/') }, 'f.test'],
		['nothing when nothing is known', {}, undefined],
	])('is %s', (_case, file, name) => {
		expect(nameOfFile(file)).toBe(name);
	});
});

describe('the address of a file', () => {
	test.each(['url', 'link', 'href', 'src', 'path', 'file', 'file_url', 'full_url', 'download_url'])(
		'may stand under %s',
		(key) => {
			expect(urls({ files: [{ [key]: 'https://f.test/a.png' }] })).toEqual([
				'https://f.test/a.png',
			]);
		},
	);

	test('is the first one that is filled', () => {
		const element = {
			url: ' ',
			link: null,
			href: 'https://f.test/a',
			download_url: 'https://x.test/',
		};
		expect(urls({ files: [element] })).toEqual(['https://f.test/a']);
	});

	test('is taken as it is, to the byte', () => {
		const url = 'https://files.example.com/u/4f%20a.png?X-Amz-Signature=ab%2Bcd';
		expect(urls({ files: [url] })).toEqual([url]);
	});

	test('may be relative to the API', () => {
		expect(urls({ files: ['/files/1.png'] })).toEqual(['https://api.desk360.com/files/1.png']);
	});

	test.each([
		[{ name: 'a.pdf' }, 'a.pdf'],
		[{ url: '', filename: 'b.pdf' }, 'b.pdf'],
		[{ url: 'https://', name: 'c.pdf' }, 'c.pdf'],
		[{ id: 7 }, undefined],
		[7, undefined],
		['https://', undefined],
		[['https://f.test/1'], undefined],
	])('that is missing in %j is told with the name that is given', (element, name) => {
		expect(attached({ files: ['https://f.test/1', element] })).toMatchObject({
			links: [{ url: 'https://f.test/1' }],
			withoutAddress: [name],
		});
	});
});

describe('name and type of a file', () => {
	test.each(['name', 'file_name', 'fileName', 'filename', 'original_name', 'title'])(
		'the name may stand under %s',
		(key) => {
			const element = { url: 'https://f.test/x', [key]: 'Ekran görüntüsü 1.png' };
			expect(attached({ files: [element] }).links[0]?.name).toBe('Ekran görüntüsü 1.png');
		},
	);

	test("the name is not the last part of the address, which the answer's own goes before", () => {
		expect(attached({ files: ['https://f.test/a.png'] }).links[0]?.name).toBeUndefined();
	});

	test.each(['mime_type', 'mimeType', 'mimetype', 'content_type', 'type'])(
		'the type may stand under %s',
		(key) => {
			const element = { url: 'https://f.test/x', [key]: 'application/pdf' };
			expect(attached({ files: [element] }).links[0]?.mediaType).toBe('application/pdf');
		},
	);

	test('a type that is a word and no media type is passed over', () => {
		const element = { url: 'https://f.test/x', name: 'a', type: 'image' };
		expect(attached({ images: [element] }).links).toEqual([
			{ url: 'https://f.test/x', name: 'a', mediaType: undefined },
		]);
	});
});

test.each([
	['https://f.test/a%20b%C3%A4.png?sig=1#top', 'a bä.png'],
	['https://f.test/100%.png', '100%.png'],
	['https://f.test/a/b/', undefined],
	['https://f.test', undefined],
])('the last part of %s is %p', (url, name) => {
	expect(lastPathSegment(new URL(url))).toBe(name);
});
