const ts = require('typescript');
const { calledBy, declarationOf } = require('./sources');

/** Stands for what differs each time. */
const ANYTHING = '…';

const DEEPEST = 12;

/**
 * What the parameters of a function are in a call of it.
 *
 * @typedef {object} Bound
 * @property {Map<ts.Node, ts.Expression>} values by the parameter
 * @property {Bound} [outer] what the parameters of the caller are
 */

/**
 * @param {ts.FunctionLikeDeclaration} called
 * @param {ts.CallExpression} call
 * @param {Bound} [outer]
 * @returns {Bound}
 */
function bound(called, call, outer) {
	const values = new Map(
		called.parameters.flatMap((parameter, index) => {
			const value = call.arguments[index] ?? parameter.initializer;
			return value ? [[parameter, value]] : [];
		}),
	);
	return { values, outer };
}

/**
 * How many letters of its own a text has.
 *
 * @param {string} text
 */
function lettersIn(text) {
	return text.replace(/[^\p{L}]/gu, '').length;
}

/**
 * Without brackets and what is said of its type alone.
 *
 * @param {ts.Expression} expression
 * @returns {ts.Expression}
 */
function bare(expression) {
	const isWrapped =
		ts.isParenthesizedExpression(expression) ||
		ts.isAsExpression(expression) ||
		ts.isNonNullExpression(expression) ||
		ts.isSatisfiesExpression(expression);
	return isWrapped ? bare(expression.expression) : expression;
}

/** @param {ts.Expression} expression */
function isNothing(expression) {
	return ts.isIdentifier(expression) && expression.text === 'undefined';
}

/** @param {string[]} texts */
function each(texts) {
	return [...new Set(texts)];
}

/** Finds out which texts an expression may give, as far as they stand in the code. */
class Texts {
	/** @param {ts.TypeChecker} checker */
	constructor(checker) {
		this.checker = checker;
	}

	/**
	 * @param {ts.Expression} given
	 * @param {Bound} [parameters]
	 * @param {number} [depth]
	 * @returns {string[]}
	 */
	of(given, parameters, depth = 0) {
		if (depth > DEEPEST) return [ANYTHING];
		const expression = bare(given);
		const next = (/** @type {ts.Expression} */ other) => this.of(other, parameters, depth + 1);
		if (ts.isStringLiteralLike(expression)) return [expression.text];
		if (ts.isConditionalExpression(expression)) {
			const branches = [expression.whenTrue, expression.whenFalse];
			return each(branches.filter((branch) => !isNothing(branch)).flatMap(next));
		}
		if (ts.isBinaryExpression(expression)) return this.ofBinary(expression, next);
		if (ts.isTemplateExpression(expression)) {
			return this.ofTemplate(expression, parameters, depth);
		}
		if (ts.isCallExpression(expression)) return this.ofCall(expression, parameters, depth);
		const found = this.valueOf(expression, parameters);
		return found ? this.of(found.value, found.parameters, depth + 1) : [ANYTHING];
	}

	/**
	 * The expression that a name or a property stands for.
	 *
	 * @param {ts.Expression} expression
	 * @param {Bound} [parameters]
	 * @returns {{ value: ts.Expression, parameters?: Bound } | undefined}
	 */
	valueOf(expression, parameters) {
		if (ts.isPropertyAccessExpression(expression)) {
			const object = this.valueOf(expression.expression, parameters);
			if (!object || !ts.isObjectLiteralExpression(object.value)) return undefined;
			const property = propertyOf(object.value, expression.name.text);
			return property && { value: property, parameters: object.parameters };
		}
		if (!ts.isIdentifier(expression)) return undefined;
		const declaration = declarationOf(this.checker, expression);
		if (!declaration) return undefined;
		if (ts.isParameter(declaration)) {
			const value = parameters?.values.get(declaration);
			return value && { value, parameters: parameters?.outer };
		}
		const isNamed = ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name);
		const value = isNamed ? declaration.initializer : undefined;
		return value && { value: bare(value), parameters };
	}

	/**
	 * @param {ts.BinaryExpression} expression
	 * @param {(other: ts.Expression) => string[]} next
	 */
	ofBinary({ left, right, operatorToken: { kind } }, next) {
		if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return next(right);
		if (kind === ts.SyntaxKind.PlusToken) {
			return next(left).flatMap((head) => next(right).map((tail) => `${head}${tail}`));
		}
		return each([...next(left), ...next(right)]);
	}

	/**
	 * @param {ts.TemplateExpression} expression
	 * @param {Bound | undefined} parameters
	 * @param {number} depth
	 */
	ofTemplate({ head, templateSpans }, parameters, depth) {
		return templateSpans.reduce(
			(texts, { expression, literal }) =>
				this.within(expression, parameters, depth).flatMap((piece) =>
					texts.map((text) => `${text}${piece}${literal.text}`),
				),
			[head.text],
		);
	}

	/**
	 * What stands in a text: words of the code as they are, anything else as what differs.
	 *
	 * @param {ts.Expression} expression
	 * @param {Bound | undefined} parameters
	 * @param {number} depth
	 */
	within(expression, parameters, depth) {
		// What a function makes of values, such as a time in words, differs each time.
		const isMade = (/** @type {ts.Expression | undefined} */ value) =>
			value !== undefined && ts.isCallExpression(value);
		if (isMade(expression) || isMade(this.valueOf(expression, parameters)?.value)) {
			return [ANYTHING];
		}
		const texts = this.of(expression, parameters, depth + 1).filter((text) => text !== '');
		return texts.length > 0 && !texts.includes(ANYTHING) ? texts : [ANYTHING];
	}

	/**
	 * @param {ts.CallExpression} call
	 * @param {Bound | undefined} parameters
	 * @param {number} depth
	 */
	ofCall(call, parameters, depth) {
		const joined = joinedBy(call);
		if (joined) return [this.ofJoined(joined, parameters, depth)];
		const called = calledBy(this.checker, call);
		if (!called?.body) return [ANYTHING];
		const inside = bound(called, call, parameters);
		const results = ts.isBlock(called.body) ? returnsOf(called.body) : [called.body];
		return each(results.flatMap((result) => this.of(result, inside, depth + 1)));
	}

	/**
	 * @param {{ parts: readonly ts.Expression[], separator: string }} joined
	 * @param {Bound | undefined} parameters
	 * @param {number} depth
	 */
	ofJoined({ parts, separator }, parameters, depth) {
		return parts.map((part) => this.of(part, parameters, depth + 1)[0]).join(separator);
	}
}

/**
 * The parts of `[one, other].filter(Boolean).join(' ')`.
 *
 * @param {ts.CallExpression} call
 */
function joinedBy({ expression, arguments: [separator] }) {
	if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'join')
		return undefined;
	let list = expression.expression;
	while (ts.isCallExpression(list) && ts.isPropertyAccessExpression(list.expression)) {
		list = list.expression.expression;
	}
	return ts.isArrayLiteralExpression(list) && separator && ts.isStringLiteral(separator)
		? { parts: list.elements, separator: separator.text }
		: undefined;
}

/**
 * What a function returns, those within it apart.
 *
 * @param {ts.Node} body
 * @returns {ts.Expression[]}
 */
function returnsOf(body) {
	/** @type {ts.Expression[]} */
	const found = [];
	body.forEachChild((child) => {
		if (ts.isReturnStatement(child) && child.expression) found.push(child.expression);
		else if (!ts.isFunctionLike(child)) found.push(...returnsOf(child));
	});
	return found;
}

/**
 * @param {ts.ObjectLiteralExpression} object
 * @param {string} name
 * @returns {ts.Expression | undefined}
 */
function propertyOf({ properties }, name) {
	for (const property of properties) {
		if (!property.name || !ts.isIdentifier(property.name) || property.name.text !== name) continue;
		if (ts.isPropertyAssignment(property)) return property.initializer;
		if (ts.isShorthandPropertyAssignment(property)) return property.name;
	}
	return undefined;
}

module.exports = { ANYTHING, Texts, bound, lettersIn, propertyOf };
