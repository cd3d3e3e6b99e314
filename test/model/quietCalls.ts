/** Second looks and looks at the list of products are paid from one call in so many. */
const CALLS_FOR_ONE_MORE = 20;

/** What a product, and the list of products, may cost before others have paid for it. */
const AHEAD = { ofProduct: 3, ofList: 2 };

/** The calls of polls in a row that find nothing. */
export class QuietCalls {
	private polls = 0;

	private calls = 0;

	/** Something happened meanwhile. */
	begin(): void {
		this.polls = 0;
		this.calls = 0;
	}

	/**
	 * Notes a poll that found nothing.
	 *
	 * @returns what is wrong, when the calls were more than one for each product and poll, and what those pay for
	 */
	note(calls: number, products: number): string | undefined {
		this.polls++;
		this.calls += calls;
		const usual = this.polls * products;
		const ahead = products * AHEAD.ofProduct + AHEAD.ofList;
		const most = usual + usual / CALLS_FOR_ONE_MORE + ahead;
		return this.calls > most ? `${this.polls} quiet polls took ${this.calls} calls` : undefined;
	}
}
