const SIGN_OF_LIFE_MS = 15_000;

/** Lines with the seconds since the start, and a sign of life while something takes long. */
export class Progress {
	#startedAt = Date.now();
	#prefix = '';

	/**
	 * The same for one of several things that are under way at a time.
	 *
	 * @param {string} name begins each of its lines
	 */
	of(name) {
		const part = new Progress();
		part.#startedAt = this.#startedAt;
		part.#prefix = `${name}: `;
		return part;
	}

	/** @param {string} text */
	line(text) {
		const seconds = Math.round((Date.now() - this.#startedAt) / 1000);
		console.log(`[${String(seconds).padStart(4)} s] ${this.#prefix}${text}`);
	}

	/**
	 * Announces a stage, runs it and says every few seconds that it is still running.
	 *
	 * @template T
	 * @param {string} text
	 * @param {() => Promise<T>} work
	 * @returns {Promise<T>}
	 */
	async stage(text, work) {
		this.line(text);
		const stageStartedAt = Date.now();
		const signOfLife = setInterval(() => {
			const seconds = Math.round((Date.now() - stageStartedAt) / 1000);
			this.line(`  ... still running, ${seconds} s in this stage`);
		}, SIGN_OF_LIFE_MS);
		try {
			return await work();
		} finally {
			clearInterval(signOfLife);
		}
	}
}
