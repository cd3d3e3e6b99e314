import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
	endingOf,
	flatName,
	mediaTypeOf,
	nameOfDisposition,
} from '../../../../nodes/Desk360/api/files/fileName';

describe('a name from outside', () => {
	test.each([
		['Invoice.pdf', 'Invoice.pdf'],
		['Ekran görüntüsü 1.png', 'Ekran görüntüsü 1.png'],
		['_draft.pdf', '_draft.pdf'],
		['__init__.py', '__init__.py'],
		['a..b.txt', 'a..b.txt'],
		['../../../etc/cron.d/x', 'etc_cron.d_x'],
		['..\\..\\Windows\\win.ini', 'Windows_win.ini'],
		['/etc/passwd', 'etc_passwd'],
		['././x', 'x'],
		['a/../../b', 'a_.._.._b'],
		['Rechnung 1/2.png', 'Rechnung 1_2.png'],
		['C:\\tmp\\a.txt', 'C:_tmp_a.txt'],
		['.bashrc', 'bashrc'],
		['  a.txt\n', 'a.txt'],
		['a\u0000b\r\n.txt', 'ab.txt'],
		['invoice\u202efdp.exe', 'invoicefdp.exe'],
		['\ufeffa\u200b.txt', 'a.txt'],
		['..', ''],
		['/', ''],
		['', ''],
	])('%j becomes %j', (name, flat) => {
		expect(flatName(name)).toBe(flat);
	});

	test('that is very long keeps its ending', () => {
		expect(flatName(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(196)}.pdf`);
		expect(flatName('a'.repeat(1_000_000))).toBe('a'.repeat(200));
	});

	test('never leads anywhere, whatever it is', () => {
		const parts = fc.constantFrom('..', '.', '/', '\\', 'a', ' ', '\u0000', '\u200b', '_');
		const names = fc.oneof(
			fc.string(),
			fc.array(parts).map((all) => all.join('')),
		);
		fc.assert(
			fc.property(names, (name) => {
				const flat = flatName(name);
				expect(flat).not.toMatch(/[/\\\p{Cc}]|^\.|^\s|\s$/u);
				expect(flat.length).toBeLessThanOrEqual(200);
			}),
		);
	});
});

describe('the ending of a type', () => {
	test.each([
		['image/png', '.png'],
		['IMAGE/JPEG', '.jpg'],
		['text/plain; charset=utf-8', '.txt'],
		['application/pdf ', '.pdf'],
		['application/x-unknown', ''],
		['constructor', ''],
		['', ''],
	])('%j is %j', (type, ending) => {
		expect(endingOf(type)).toBe(ending);
	});
});

describe('the name in an answer', () => {
	test.each([
		['attachment; filename="Invoice 1.pdf"', 'Invoice 1.pdf'],
		['attachment; filename=Invoice.pdf', 'Invoice.pdf'],
		['attachment;filename=Invoice.pdf;size=3', 'Invoice.pdf'],
		['inline; FILENAME = "a.pdf"', 'a.pdf'],
		['attachment; filename="say \\"hi\\".pdf"', 'say "hi".pdf'],
		['attachment; filename="a;b, c.pdf"', 'a;b, c.pdf'],
		["attachment; filename*=UTF-8''%E2%82%AC%20rates.pdf", '€ rates.pdf'],
		['attachment; filename="EUR.pdf"; filename*=utf-8\'en\'%e2%82%ac.pdf', '€.pdf'],
		["attachment; filename*=utf-8''%zz; filename=plain.pdf", 'plain.pdf'],
		["attachment; filename*=iso-8859-1''%fc.pdf; filename=plain.pdf", 'plain.pdf'],
		[`attachment; filename="${Buffer.from('Görüntü.png').toString('latin1')}"`, 'Görüntü.png'],
		['attachment; filename="Müller.png"', 'Müller.png'],
		['attachment; filename="Ekran görüntüsü €.png"', 'Ekran görüntüsü €.png'],
	])('%s is %s', (header, name) => {
		expect(nameOfDisposition(header)).toBe(name);
	});

	test.each([
		['attachment'],
		['attachment; filename=""'],
		['attachment; filename="  "'],
		['attachment; filename="without an end'],
		['attachment; name="field"'],
		[''],
		[undefined],
		[['attachment; filename=a.pdf']],
	])('is none in %j', (header) => {
		expect(nameOfDisposition(header)).toBeUndefined();
	});

	test('is not looked for in what is too long for a header', () => {
		expect(nameOfDisposition(`attachment;${' '.repeat(1_000_000)}filename=a.pdf`)).toBeUndefined();
	});
});

describe('the type of an answer', () => {
	test.each([
		['image/png', 'image/png'],
		['text/plain; charset=utf-8', 'text/plain'],
		[' application/pdf ', 'application/pdf'],
	])('%j is %s', (header, type) => {
		expect(mediaTypeOf(header)).toBe(type);
	});

	test.each([
		['application/octet-stream'],
		['binary/octet-stream'],
		['Application/Force-Download; x=1'],
		['application/x-download'],
		['image'],
		[''],
		[undefined],
		[['image/png']],
	])('is none in %j', (header) => {
		expect(mediaTypeOf(header)).toBeUndefined();
	});
});
