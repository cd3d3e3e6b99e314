import type { NewFile } from './fileStore';

/** A picture of one color, as a real PNG. */
export function samplePng(name = 'screenshot.png', side = 48, color = [61, 90, 254]): NewFile {
	const row = Buffer.from([0, ...Array.from({ length: side }, () => color).flat()]);
	const pixels = Buffer.concat(Array.from({ length: side }, () => row));
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header.set([8, 2], 8);
	const content = Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		pngChunk('IHDR', header),
		pngChunk('IDAT', uncompressed(pixels)),
		pngChunk('IEND', Buffer.alloc(0)),
	]);
	return { name, mimeType: 'image/png', content };
}

export function sampleText(name = 'steps.txt'): NewFile {
	const content = '1. Open the app\n2. Sign in\n3. The screen stays white\n';
	return { name, mimeType: 'text/plain', content };
}

/** One page with one line, as a real PDF. */
export function samplePdf(name = 'invoice.pdf', line = 'Invoice 2026-10'): NewFile {
	const stream = `BT /F1 24 Tf 72 720 Td (${line}) Tj ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	];
	let body = '%PDF-1.4\n';
	let table = '0000000000 65535 f \n';
	objects.forEach((object, index) => {
		table += `${`${body.length}`.padStart(10, '0')} 00000 n \n`;
		body += `${index + 1} 0 obj\n${object}\nendobj\n`;
	});
	const size = objects.length + 1;
	const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
	const content = Buffer.from(`${body}xref\n0 ${size}\n${table}${trailer}`, 'latin1');
	return { name, mimeType: 'application/pdf', content };
}

function pngChunk(type: string, data: Buffer): Buffer {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([uint32(data.length), typed, uint32(crc32(typed))]);
}

/** A zlib stream of one stored block, which holds up to 65,535 bytes. */
function uncompressed(data: Buffer): Buffer {
	const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
	head.writeUInt16LE(data.length, 3);
	head.writeUInt16LE(0xffff - data.length, 5);
	return Buffer.concat([head, data, uint32(adler32(data))]);
}

function crc32(data: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of data) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

function adler32(data: Buffer): number {
	let low = 1;
	let high = 0;
	for (const byte of data) {
		low = (low + byte) % 65521;
		high = (high + low) % 65521;
	}
	return high * 65536 + low;
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
