const { join, resolve } = require('node:path');
const ts = require('typescript');

const ROOT = resolve(__dirname, '../../..');

const FOLDERS = ['nodes', 'credentials'];

/** @typedef {Map<ts.Node, ts.CallExpression[]>} Calls the calls of each function, by its declaration */

/** What ships, as the compiler knows it, without the libraries that it is built on. */
function shippedProgram() {
	const paths = FOLDERS.flatMap((folder) => ts.sys.readDirectory(join(ROOT, folder), ['.ts']));
	/** @type {ts.CompilerOptions} */
	const options = {
		noLib: true,
		types: [],
		target: ts.ScriptTarget.ES2022,
		module: ts.ModuleKind.CommonJS,
		moduleResolution: ts.ModuleResolutionKind.Node10,
	};
	const host = ts.createCompilerHost(options);
	host.fileExists = (path) => !path.includes('node_modules') && ts.sys.fileExists(path);
	const program = ts.createProgram(paths, options, host);
	const known = new Set(paths);
	const files = program.getSourceFiles().filter(({ fileName }) => known.has(fileName));
	return { checker: program.getTypeChecker(), files };
}

/**
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} visit
 */
function walk(node, visit) {
	visit(node);
	node.forEachChild((child) => walk(child, visit));
}

/**
 * What a name stands for: the declaration behind an import.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} name
 */
function declarationOf(checker, name) {
	const isShorthand = ts.isShorthandPropertyAssignment(name.parent);
	const symbol = isShorthand
		? checker.getShorthandAssignmentValueSymbol(name.parent)
		: checker.getSymbolAtLocation(name);
	const isAlias = symbol && symbol.flags & ts.SymbolFlags.Alias;
	return (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
}

/**
 * The function that is called, if it is one of ours; `const name = () => …` as well.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.CallExpression} call
 * @returns {ts.FunctionLikeDeclaration | undefined}
 */
function calledBy(checker, { expression }) {
	const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
	const declaration = declarationOf(checker, name);
	if (!declaration) return undefined;
	const made =
		ts.isVariableDeclaration(declaration) && declaration.initializer
			? declaration.initializer
			: declaration;
	return ts.isFunctionLike(made) && 'body' in made && made.body ? made : undefined;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {readonly ts.SourceFile[]} files
 * @returns {Calls}
 */
function callsIn(checker, files) {
	/** @type {Calls} */
	const calls = new Map();
	for (const file of files) {
		walk(file, (node) => {
			if (!ts.isCallExpression(node)) return;
			const called = calledBy(checker, node);
			if (called) calls.set(called, [...(calls.get(called) ?? []), node]);
		});
	}
	return calls;
}

module.exports = { ROOT, callsIn, calledBy, declarationOf, shippedProgram, walk };
