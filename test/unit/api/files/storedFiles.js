const { appendFile, rm, truncate } = require('node:fs/promises');

/** What may happen to a file in n8n's store meanwhile. */
module.exports = {
	/** @param {string} path */
	remove: async (path) => await rm(path),
	/** @param {string} path */
	cut: async (path) => await truncate(path, 2),
	/** @param {string} path */
	lengthen: async (path) => await appendFile(path, 'more'),
};
