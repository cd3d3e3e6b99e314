import { describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { call } from './caller';

let url: string;
const sandbox = forEachTest(startSandbox, async ({ world }) => {
	const attachments = [{ name: 'a.txt', mimeType: 'text/plain', content: '0123456789' }];
	world.createTicket({ attachments });
	const { text } = await call(sandbox, '/products/1/tickets/1');
	[url = ''] = /http[^"]+a\.txt/.exec(text) ?? [];
});

/** The pieces as they arrive, until the body ends or is cut. */
async function piecesOf(answer: Response, onPiece: (text: string) => void): Promise<'end' | 'cut'> {
	const reader = answer.body?.getReader();
	const decoder = new TextDecoder();
	try {
		for (;;) {
			const piece = await reader?.read();
			if (!piece || piece.done) return 'end';
			onPiece(decoder.decode(piece.value));
		}
	} catch {
		return 'cut';
	}
}

describe('a file that stops coming', () => {
	it('begins with its full length and so many bytes, and stays open until the server closes', async () => {
		sandbox.files.faults.add({ kind: 'trickle', firstBytes: 3 });
		const answer = await fetch(url);
		expect(answer.headers.get('content-length')).toBe('10');
		const pieces: string[] = [];
		let ended: Promise<string> | undefined;
		await new Promise<void>((resolve) => {
			ended = piecesOf(answer, (text) => resolve(void pieces.push(text)));
		});
		await sandbox.close();
		expect(await ended).toBe('cut');
		expect(pieces).toEqual(['012']);
		expect(sandbox.files.requests.last).toMatchObject({ status: 200, fault: 'trickle' });
	});
});

describe('a file that comes slowly', () => {
	it('comes whole, piece by piece, with a wait between two', async () => {
		sandbox.files.faults.add({ kind: 'slowBytes', everyMs: 20, bytes: 4 });
		const start = performance.now();
		const answer = await fetch(url);
		expect(answer.headers.get('content-length')).toBe('10');
		const pieces: string[] = [];
		expect(await piecesOf(answer, (text) => pieces.push(text))).toBe('end');
		expect([pieces[0], pieces.join('')]).toEqual(['0123', '0123456789']);
		expect(performance.now() - start).toBeGreaterThan(35);
	});

	it('may be any answer of the API as well', async () => {
		sandbox.faults.add({ kind: 'slowBytes', everyMs: 0, bytes: 5 });
		expect((await call(sandbox, '/products')).json).toMatchObject([{ id: 1 }]);
	});

	it('ends when the server closes', async () => {
		sandbox.files.faults.add({ kind: 'slowBytes', everyMs: 60_000, bytes: 1 });
		const answer = await fetch(url);
		const pieces: string[] = [];
		const ended = piecesOf(answer, (text) => pieces.push(text));
		await sandbox.close();
		expect(await ended).toBe('cut');
		expect(pieces.length).toBeLessThan(2);
	});
});
