import { createHash, randomBytes } from 'crypto';

/** An attachment. `content` is null when the file was larger than what is kept. */
export interface StoredFile {
	id: number;
	/** Part of its URL and not to be guessed. */
	key: string;
	name: string;
	mimeType: string;
	size: number;
	sha256: string;
	content: Buffer | null;
}

export type ReceivedFile = Omit<StoredFile, 'id' | 'key'>;

export interface NewFile {
	name: string;
	mimeType: string;
	content: Buffer | string;
}

/** Receives one file piece by piece. */
export class FileReceiver {
	private readonly hash = createHash('sha256');
	private pieces: Buffer[] | null = [];
	private size = 0;

	constructor(private readonly keepBytes: number) {}

	write(piece: Buffer): void {
		this.hash.update(piece);
		this.size += piece.length;
		if (this.size > this.keepBytes) this.pieces = null;
		this.pieces?.push(piece);
	}

	end(name: string, mimeType: string): ReceivedFile {
		const content = this.pieces && Buffer.concat(this.pieces);
		return { name, mimeType, size: this.size, sha256: this.hash.digest('hex'), content };
	}
}

/** The attachments of all messages. */
export class FileStore {
	private byKey = new Map<string, StoredFile>();
	private nextId = 1;

	add(file: NewFile): StoredFile {
		const receiver = new FileReceiver(Infinity);
		receiver.write(Buffer.from(file.content as string));
		return this.keep(receiver.end(file.name, file.mimeType));
	}

	keep(received: ReceivedFile): StoredFile {
		const file = { ...received, id: this.nextId++, key: randomBytes(12).toString('hex') };
		this.byKey.set(file.key, file);
		return file;
	}

	get(key: string): StoredFile | undefined {
		return this.byKey.get(key);
	}

	clear(): void {
		this.byKey = new Map();
		this.nextId = 1;
	}
}
