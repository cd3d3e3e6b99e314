const ts = require('typescript');
const { walk } = require('./sources');
const { propertyOf } = require('./texts');

/**
 * A place of the code where something is shown.
 *
 * @typedef {object} Place
 * @property {ts.Expression} message
 * @property {ts.Expression} [advice]
 * @property {ts.Expression} [kind]
 * @property {'failure' | 'hint' | 'log'} shownAs
 */

/** Which arguments are the message and the advice. @typedef {[message: number, advice?: number]} Arguments */

/** @type {ReadonlyMap<string, Arguments>} */
const CALLS = new Map([['listRefusal', [1, 2]]]);

/** @type {ReadonlyMap<string, Arguments>} */
const CLASSES = new Map([
	['InvalidValue', [0, 1]],
	['NodeOperationError', [1, 2]],
	['StrangeAnswer', [0]],
]);

/** @param {ts.Expression | undefined} options an object with a description, or the description */
function describedBy(options) {
	return options && ts.isObjectLiteralExpression(options)
		? propertyOf(options, 'description')
		: options;
}

/** @param {ts.CallExpression | ts.NewExpression} call */
function nameOf({ expression }) {
	if (ts.isIdentifier(expression)) return expression.text;
	return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

/**
 * @param {readonly ts.Expression[]} given
 * @param {Arguments} places
 * @returns {Place[]}
 */
function fromArguments(given, [message, advice]) {
	const first = given[message];
	const second = advice === undefined ? undefined : describedBy(given[advice]);
	return first ? [{ message: first, advice: second, shownAs: 'failure' }] : [];
}

/**
 * @param {ts.CallExpression} call
 * @returns {Place[]}
 */
function inCall(call) {
	const name = nameOf(call);
	const message = call.arguments.at(-1);
	const places = CALLS.get(name);
	if (places) return fromArguments(call.arguments, places);
	if (name === 'tell' && message) return [{ message, shownAs: 'hint' }];
	const isLogged = ts.isPropertyAccessExpression(call.expression)
		? /\blogger$/.test(call.expression.expression.getText())
		: false;
	return isLogged && message ? [{ message, shownAs: 'log' }] : [];
}

/**
 * @param {ts.ObjectLiteralExpression} object
 * @returns {Place[]}
 */
function inObject(object) {
	const message = propertyOf(object, 'message');
	const advice = propertyOf(object, 'description');
	const kind = propertyOf(object, 'kind');
	const mistyped = propertyOf(object, 'errorMessage');
	if (mistyped) return [{ message: mistyped, shownAs: 'failure' }];
	if (message && advice) return [{ message, advice, kind, shownAs: 'failure' }];
	// `{ message, type: 'info', location: 'outputPane' }`
	return message && propertyOf(object, 'location') ? [{ message, shownAs: 'hint' }] : [];
}

/**
 * The notes of a reading: `notes: […]` or `const notes = […]`.
 *
 * @param {ts.Node} node
 * @returns {Place[]}
 */
function inNotes(node) {
	const isNamed = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node);
	if (!isNamed || node.name.getText() !== 'notes' || !node.initializer) return [];
	/** @type {Place[]} */
	const places = [];
	walk(node.initializer, (inner) => {
		if (!ts.isArrayLiteralExpression(inner)) return;
		for (const message of inner.elements) {
			if (!ts.isSpreadElement(message)) places.push({ message, shownAs: 'hint' });
		}
	});
	return places;
}

/**
 * @param {ts.Node} node
 * @returns {Place[]}
 */
function placesAt(node) {
	if (ts.isNewExpression(node)) {
		const places = CLASSES.get(nameOf(node));
		return places ? fromArguments(node.arguments ?? [], places) : [];
	}
	if (ts.isCallExpression(node)) return inCall(node);
	if (ts.isObjectLiteralExpression(node)) return inObject(node);
	return inNotes(node);
}

/**
 * Whether a function only joins what its calls give, which are the places then.
 *
 * @param {ts.SignatureDeclaration | undefined} declared
 */
function isPlaceItself(declared) {
	return declared?.name !== undefined && CALLS.has(declared.name.getText());
}

module.exports = { isPlaceItself, placesAt };
