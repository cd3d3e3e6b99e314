import { describe, expect, test } from '@jest/globals';

import { attachmentLinks } from '../../../nodes/Desk360/api/attachments';
import type { Attachments, Message } from '../../../nodes/Desk360/api/types';

const BASE = new URL('https://api.desk360.com/v1');

function message(attachments: unknown): Message {
	return {
		id: 1,
		agent_id: null,
		message: '',
		attachments: attachments as Attachments,
		type: 0,
		created_at: '2026-01-01 00:00:00',
		updated_at: '2026-01-01 00:00:00',
	};
}

function links(...files: unknown[]) {
	return attachmentLinks([message({ files })], BASE).map(({ url, ...rest }) => ({
		url: url.href,
		...rest,
	}));
}

describe('attachment links', () => {
	test('come bucket by bucket, oldest message first', () => {
		const messages = [
			message({
				others: ['https://f.test/4'],
				files: ['https://f.test/3'],
				videos: ['https://f.test/2'],
				images: ['https://f.test/1'],
			}),
			message({ images: ['https://f.test/5', 'https://f.test/6'], videos: [] }),
		];
		expect(attachmentLinks(messages, BASE).map(({ fileName }) => fileName)).toEqual([
			'1',
			'2',
			'3',
			'4',
			'5',
			'6',
		]);
	});

	test.each(['url', 'link', 'href', 'src', 'path', 'file', 'file_url', 'full_url', 'download_url'])(
		'stand under %s',
		(key) => {
			expect(links({ [key]: 'https://f.test/a.png' })).toEqual([
				{ url: 'https://f.test/a.png', fileName: 'a.png', mimeType: undefined },
			]);
		},
	);

	test('bring name and type along', () => {
		expect(
			links({ url: 'https://f.test/x', name: 'Invoice.pdf', mime_type: 'application/pdf' }),
		).toEqual([{ url: 'https://f.test/x', fileName: 'Invoice.pdf', mimeType: 'application/pdf' }]);
	});

	test('a type that is a kind and no media type is passed over', () => {
		expect(links({ url: 'https://f.test/x', type: 'image' })[0]?.mimeType).toBeUndefined();
	});

	test.each([
		['https://f.test/a%20b%C3%A4.png?sig=1#top', 'a bä.png'],
		['https://f.test/100%.png', '100%.png'],
		['https://f.test/', undefined],
	])('the name of %s is %p', (url, fileName) => {
		expect(links(url)[0]?.fileName).toBe(fileName);
	});

	test('relative links start at the API', () => {
		expect(links('/files/1.png')[0]?.url).toBe('https://api.desk360.com/files/1.png');
	});

	test.each([[null], [7], [''], [{}], [{ url: '' }], [['https://f.test/1']], ['https://']])(
		'%p is none',
		(element) => {
			expect(links(element)).toEqual([]);
		},
	);

	test.each([[undefined], [null], [{}], [{ images: null }]])(
		'a message whose attachments are %p has none',
		(attachments) => {
			expect(attachmentLinks([message(attachments)], BASE)).toEqual([]);
		},
	);
});
