const { relative } = require('node:path');
const ts = require('typescript');
const { ROOT, callsIn, shippedProgram, walk } = require('./sources');
const { isPlaceItself, placesAt } = require('./places');
const { ANYTHING, Texts, bound, lettersIn } = require('./texts');

/**
 * @typedef {import('./places').Place} Place
 *
 * What people can be shown, with `…` for what differs each time.
 *
 * @typedef {object} Message
 * @property {string} text
 * @property {string[]} advice what to do, each way of saying it
 * @property {string} [kind] of the failure
 * @property {string} file which has the words
 * @property {Place['shownAs']} shownAs
 *
 * @typedef {object} Found
 * @property {Message[]} messages
 * @property {string[]} handedOn the places that show what others say
 */

/** A text with fewer letters of its own only joins others. */
const FEWEST_LETTERS = 7;

const MOST_CALLERS = 4;

/** @param {string} text */
function tidied(text) {
	const joined = text.replace(/\{\w+\}/g, ANYTHING).replace(/….?…/g, ANYTHING);
	return joined.replace(/\s+/g, ' ').trim();
}

/**
 * Without what other places add to it.
 *
 * @param {string} text
 */
function adviceOf(text) {
	return tidied(text)
		.replace(/^…\.? /, '')
		.replace(/[.:] …$/, '')
		.replace(/\.$/, '');
}

/** @param {ts.Node} node */
function functionAround(node) {
	return ts.findAncestor(node.parent, ts.isFunctionLike);
}

class Collector {
	/** @type {Map<string, Message>} */
	messages = new Map();

	/** @type {Set<string>} */
	handedOn = new Set();

	constructor() {
		const { checker, files } = shippedProgram();
		this.files = files;
		this.texts = new Texts(checker);
		this.calls = callsIn(checker, files);
	}

	collect() {
		for (const file of this.files) {
			walk(file, (node) => {
				const around = functionAround(node);
				if (!isPlaceItself(around)) for (const place of placesAt(node)) this.take(place, node);
			});
		}
		return { messages: [...this.messages.values()], handedOn: [...this.handedOn].sort() };
	}

	/**
	 * @param {Place} place
	 * @param {ts.Node} node
	 */
	take(place, node) {
		if (this.add(place, node, undefined)) return;
		this.handedOn.add(`${fileOf(node)}: ${place.message.getText()}`);
	}

	/**
	 * Adds the texts of a place; where it only joins others, those of the calls of the function around it.
	 *
	 * @param {Place} place
	 * @param {ts.Node} node
	 * @param {import('./texts').Bound | undefined} parameters
	 * @param {number} [depth]
	 * @returns {boolean} whether it has words of its own
	 */
	add(place, node, parameters, depth = 0) {
		const pair = this.branches(place);
		if (pair) {
			const added = pair.map((branch) => this.add(branch, node, parameters, depth));
			return added.includes(true);
		}
		const texts = this.texts.of(place.message, parameters).map(tidied);
		const own = texts.filter((text) => lettersIn(text) >= FEWEST_LETTERS);
		for (const text of own) this.note(text, place, node, parameters);
		if (own.length > 0) return true;
		const around = functionAround(node);
		const calls = (around && this.calls.get(around)) ?? [];
		if (!around || !('body' in around) || depth >= MOST_CALLERS) return false;
		const added = calls.map((call) => {
			const inside = bound(around, call, parameters);
			return this.addBound(place, call, inside, depth + 1);
		});
		return added.includes(true);
	}

	/**
	 * The same with what a call gives for the message and the advice in place of their parameters.
	 *
	 * @param {Place} place
	 * @param {ts.CallExpression} call
	 * @param {import('./texts').Bound} inside
	 * @param {number} depth
	 */
	addBound(place, call, inside, depth) {
		const given = (/** @type {ts.Expression | undefined} */ expression) =>
			(expression && this.texts.valueOf(expression, inside)?.value) ?? expression;
		const message = given(place.message);
		const isWhole = message !== undefined && message !== place.message;
		if (!isWhole) return this.add(place, call, inside, depth);
		const advice = given(place.advice);
		const isAdviceWhole = advice !== place.advice;
		if (isAdviceWhole) return this.add({ ...place, message, advice }, call, inside.outer, depth);
		return this.add({ ...place, message }, call, inside, depth);
	}

	/**
	 * What to do; where that is a parameter, what the calls give.
	 *
	 * @param {ts.Expression} advice
	 * @param {ts.Node} node
	 * @param {import('./texts').Bound | undefined} parameters
	 * @returns {string[]}
	 */
	adviceIn(advice, node, parameters) {
		const said = this.texts.of(advice, parameters).map(adviceOf);
		const own = said.filter((line) => lettersIn(line) > 0);
		const around = own.length > 0 ? undefined : functionAround(node);
		if (!around || !('body' in around) || parameters) return own;
		const calls = this.calls.get(around) ?? [];
		return calls.flatMap((call) => this.adviceIn(advice, node, bound(around, call)));
	}

	/**
	 * Message and advice that depend on the same condition belong together.
	 *
	 * @param {Place} place
	 * @returns {Place[] | undefined}
	 */
	branches(place) {
		const { message, advice } = place;
		if (!ts.isConditionalExpression(message)) return undefined;
		const isShared =
			advice &&
			ts.isConditionalExpression(advice) &&
			advice.condition.getText() === message.condition.getText();
		return [
			{ ...place, message: message.whenTrue, advice: isShared ? advice.whenTrue : advice },
			{ ...place, message: message.whenFalse, advice: isShared ? advice.whenFalse : advice },
		];
	}

	/**
	 * @param {string} text
	 * @param {Place} place
	 * @param {ts.Node} node
	 * @param {import('./texts').Bound | undefined} parameters
	 */
	note(text, { advice, kind, shownAs }, node, parameters) {
		const said = advice ? this.adviceIn(advice, node, parameters) : [];
		const known = this.messages.get(text);
		const all = [...(known?.advice ?? []), ...said];
		this.messages.set(text, {
			text,
			advice: [...new Set(all)],
			kind: known?.kind ?? (kind && this.texts.of(kind, parameters)[0]),
			file: known?.file ?? fileOf(node),
			shownAs: known?.shownAs ?? shownAs,
		});
	}
}

/** @param {ts.Node} node */
function fileOf(node) {
	return relative(ROOT, node.getSourceFile().fileName);
}

/**
 * Every message that the nodes and the credential can show, from their code.
 *
 * @returns {Found}
 */
function shownMessages() {
	return new Collector().collect();
}

module.exports = { shownMessages };
