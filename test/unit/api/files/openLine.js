const { Readable } = require('node:stream');

/**
 * A stream as n8n hands out that of an answer: over which a test sends bytes, or that ends after these.
 *
 * @param {string[]} chunks
 * @returns {Readable}
 */
function openLine(...chunks) {
	const line = new Readable({ read() {} });
	for (const chunk of chunks) line.push(chunk);
	if (chunks.length > 0) line.push(null);
	return line;
}

module.exports = { openLine };
