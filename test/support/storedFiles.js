const { appendFileSync, readdirSync, rmSync, truncateSync } = require('node:fs');
const { Readable } = require('node:stream');

const { getRuntime } = require('./runtime');

/** @typedef {import('n8n-workflow').IBinaryData} IBinaryData */

/** @param {IBinaryData} file */
const pathOf = ({ id = '' }) => getRuntime().binaryData.getPath(id);

/** What n8n does with the files of executions that it does not keep any longer. */
async function prune() {
	const execution = { workflowId: 'workflow', executionId: '1' };
	await getRuntime().binaryData.deleteMany([{ type: 'execution', ...execution }]);
}

/** @param {IBinaryData} file */
const removeBytes = (file) => rmSync(pathOf(file));

/** @param {IBinaryData} file */
const removeDescription = (file) => rmSync(`${pathOf(file)}.metadata`);

/** @param {IBinaryData} file */
const shorten = (file, bytes = 0) => truncateSync(pathOf(file), bytes);

/** @param {IBinaryData} file */
const lengthen = (file) => appendFileSync(pathOf(file), 'And more');

/** Resolves when n8n's store holds no beginning of a file that never became whole; it removes them at leisure. */
async function noBeginnings() {
	const folder = String(process.env.N8N_USER_FOLDER);
	while (readdirSync(folder, { recursive: true }).some((path) => String(path).includes('.tmp.'))) {
		await new Promise(setImmediate);
	}
}

/** @param {AsyncIterable<unknown>} bytes */
async function* onePiece(bytes) {
	for await (const piece of bytes) {
		yield piece;
		throw new Error('EIO: i/o error, read');
	}
}

/**
 * The first piece, then what a broken disk says.
 *
 * @param {AsyncIterable<unknown>} bytes
 */
const broken = (bytes) => Readable.from(onePiece(bytes));

/**
 * @param {AsyncIterable<unknown>} bytes
 * @param {() => Promise<unknown>} pause
 */
async function* withPauses(bytes, pause) {
	for await (const piece of bytes) {
		yield piece;
		await pause();
	}
}

/**
 * The same bytes, taken as a busy disk does: each piece needs a pause before the next one is wanted.
 *
 * @param {AsyncIterable<unknown>} bytes
 * @param {() => Promise<unknown>} pause
 */
const slowly = (bytes, pause) => Readable.from(withPauses(bytes, pause));

module.exports = {
	prune,
	removeBytes,
	removeDescription,
	shorten,
	lengthen,
	noBeginnings,
	broken,
	slowly,
};
