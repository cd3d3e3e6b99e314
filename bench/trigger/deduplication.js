const { createRequire } = require('node:module');
const { join } = require('node:path');
const { DataDeduplicationService } = require('n8n-core');

/**
 * Gives n8n's engine what n8n's server gives it for Remove Duplicates: n8n's own deduplication, over a table in memory.
 *
 * @param {string} n8n n8n's command line script
 * @returns {Promise<import('./processedData').ProcessedDataRepository>}
 */
async function provideDeduplication(n8n) {
	const fromN8n = createRequire(n8n);
	const { Container } = fromN8n('@n8n/di');
	const { ProcessedDataRepository } = fromN8n('@n8n/db');
	const table = new ProcessedDataRepository();
	Container.set(ProcessedDataRepository, table);
	const { getDataDeduplicationService } = fromN8n(join(n8n, '../../dist/deduplication'));
	await DataDeduplicationService.init(getDataDeduplicationService());
	return table;
}

module.exports = { provideDeduplication };
