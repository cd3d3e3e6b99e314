const { fileText } = require('./pages');

const NODE = 'nodes/Desk360';

/**
 * A number that stands in a file of the node as `const NAME = 15 * 60_000;`, other names of the file within.
 *
 * @param {string} path within the node
 * @param {string} name
 * @returns {number}
 */
function constantOf(path, name) {
	const text = fileText(`${NODE}/${path}`);
	const [, product] =
		new RegExp(`^(?:export )?const ${name} = ([\\w.* ]+);$`, 'm').exec(text) ?? [];
	if (product === undefined) throw new Error(`${path} has no number ${name}`);
	return product
		.split('*')
		.map((factor) => factor.trim())
		.map((factor) =>
			/^\d/.test(factor) ? Number(factor.replaceAll('_', '')) : constantOf(path, factor),
		)
		.reduce((one, other) => one * other, 1);
}

module.exports = { constantOf };
