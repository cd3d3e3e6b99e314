import { CancelledError } from '../common/wait';

/** For so many things at once; what comes on top waits for its turn. */
export class Slots {
	private used = 0;

	private isClosed = false;

	private readonly line: Array<() => void> = [];

	constructor(readonly most: number) {}

	get areFree(): boolean {
		return this.used < this.most;
	}

	/** @throws CancelledError once the slots are closed */
	async hold<Result>(work: () => Promise<Result>): Promise<Result> {
		if (this.areFree) this.used++;
		else await new Promise<void>((resolve) => this.line.push(resolve));
		try {
			if (this.isClosed) throw new CancelledError();
			return await work();
		} finally {
			const next = this.line.shift();
			if (next)
				next(); // the slot is handed on
			else this.used--;
		}
	}

	/** Nothing further is begun. */
	close(): void {
		this.isClosed = true;
	}
}
