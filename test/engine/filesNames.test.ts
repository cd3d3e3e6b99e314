import { describe, expect, test } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';

import { startDesk360 } from '../support/desk360';
import { attachToTicket, DOWNLOAD, startFileServer, type FileAnswer } from '../support/fileServer';
import { forAllTests } from '../support/forAllTests';

/** `Hello`, as gzip packs it. */
const PACKED = Buffer.from('H4sIAAAAAAAAA/NIzcnJBwCCidH3BQAAAA==', 'base64');

/** Text as a service writes it into a header that thinks of bytes alone. */
const utf8Bytes = (text: string) => Buffer.from(text).toString('latin1');

const desk360 = forAllTests(startDesk360);
const files = forAllTests(startFileServer);

/** The file that a link gives whose host answers with these headers. */
async function fileAt(path: string, answer: FileAnswer, element: object = {}) {
	files.give(path, answer);
	attachToTicket(desk360.sandbox.faults, { url: `${files.url}${path}`, ...element });
	const [item] = await desk360.run(DOWNLOAD);
	return item?.binary?.attachment_0 as IBinaryData;
}

/** A file under a key that says nothing, as storage services keep it. */
const named = async (disposition: string, element: object = {}) =>
	await fileAt(
		'/a0078fe3',
		{ headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition } },
		element,
	);

describe('the name of a file', () => {
	test.each([
		['in quotes', 'attachment; filename="Rechnung 7.pdf"', 'Rechnung 7.pdf'],
		['with quotes in it', 'attachment; filename="the \\"big\\" one.pdf"', 'the "big" one.pdf'],
		['without quotes', 'attachment; filename=plan.pdf', 'plan.pdf'],
		['of a file that is shown', 'inline; filename="plan.pdf"', 'plan.pdf'],
		[
			'with all characters, before the plain one',
			`attachment; filename="Rechnung M_ller.pdf"; filename*=UTF-8''Rechnung%20M%C3%BCller.pdf`,
			'Rechnung Müller.pdf',
		],
		['in bytes of UTF-8', utf8Bytes('attachment; filename="Müller 文件.pdf"'), 'Müller 文件.pdf'],
		['in bytes of Latin-1', 'attachment; filename="Müller.pdf"', 'Müller.pdf'],
	])('comes from the answer, %s', async (_case, disposition, fileName) => {
		expect(await named(disposition)).toMatchObject({
			fileName,
			mimeType: 'application/pdf',
			fileExtension: 'pdf',
		});
	});

	test('that Desk360 gives goes before that of the answer', async () => {
		const disposition = 'attachment; filename="8fe3.pdf"';
		expect(await named(disposition, { name: 'Rechnung.pdf' })).toMatchObject({
			fileName: 'Rechnung.pdf',
		});
	});

	test.each([
		['of an answer without one', 'attachment'],
		['of an answer with an empty one', 'attachment; filename=""'],
		['of an answer that spells it wrong', "attachment; filename*=UTF-8''%E0%A4%A.pdf"],
	])('is the last part of the address, %s', async (_case, disposition) => {
		expect(await named(disposition)).toMatchObject({ fileName: 'a0078fe3', fileExtension: 'pdf' });
	});

	test.each([
		['../../../etc/cron.d/x', 'etc_cron.d_x'],
		['Rechnung 1/2.png', 'Rechnung 1_2.png'],
		['C:\\temp\\plan.txt', 'C:_temp_plan.txt'],
		['two\r\nlines.txt', 'twolines.txt'],
	])('%j is flat and whole', async (name, fileName) => {
		const file = await fileAt('/a0078fe3', { headers: { 'Content-Type': 'text/plain' } }, { name });
		expect(file).toMatchObject({ fileName, mimeType: 'text/plain' });
		expect(file).not.toHaveProperty('directory');
	});

	test.each([
		['of the answer', 'attachment; filename="../../../etc/passwd"', 'etc_passwd'],
		['of directories alone', 'attachment; filename="../.."', 'a0078fe3'],
	])('%s is flat, too', async (_case, disposition, fileName) => {
		const file = await named(disposition);
		expect(file).toMatchObject({ fileName });
		expect(file).not.toHaveProperty('directory');
	});

	test('of the address is flat, however it is written', async () => {
		const file = await fileAt('/..%2F..%2Fplan.txt', {});
		expect(file).toMatchObject({ fileName: 'plan.txt' });
		expect(file).not.toHaveProperty('directory');
	});
});

describe('the type of a file', () => {
	test.each([
		['of the answer', { 'Content-Type': 'application/pdf' }, {}, 'application/pdf'],
		[
			'of the answer without its parameters',
			{ 'Content-Type': 'text/csv; charset=utf-8' },
			{},
			'text/csv',
		],
		[
			'of the answer, whatever the name',
			{ 'Content-Type': 'image/webp' },
			{ name: 'a.png' },
			'image/webp',
		],
		['of the name, where the answer has none', {}, { name: 'photo.jpg' }, 'image/jpeg'],
		[
			'of the name, where the answer says nothing',
			{ 'Content-Type': 'application/octet-stream' },
			{ name: 'photo.png' },
			'image/png',
		],
		[
			'of the name, where a storage says nothing',
			{ 'Content-Type': 'binary/octet-stream' },
			{ name: 'clip.mp4' },
			'video/mp4',
		],
		['of the link, where nothing else tells it', {}, { mime_type: 'image/webp' }, 'image/webp'],
		[
			'of the answer, where the link has a mere word',
			{ 'Content-Type': 'image/png' },
			{ type: 'image' },
			'image/png',
		],
	])('is that %s', async (_case, headers, element, mimeType) => {
		expect(await fileAt('/a0078fe3', { headers }, element)).toMatchObject({ mimeType });
	});
});

test('a file that its host packs although it is not asked to comes as it is', async () => {
	const headers = { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' };
	const file = await fileAt('/note.txt', { headers, body: PACKED });
	expect((await desk360.engine.readFile(file)).toString()).toBe('Hello');
});

test('an empty file is a file', async () => {
	const file = await fileAt('/note.txt', { body: '' });
	expect(file).toMatchObject({ fileName: 'note.txt', bytes: 0 });
});
