const { execFile } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { promisify } = require('node:util');

const run = promisify(execFile);

/**
 * Replies to ticket 11 from a process of its own, because some settings are read when a process starts.
 *
 * @param {{ baseUrl: string, token: string }} service
 * @param {string} [extraAuthority] a certificate; the process is started with its file in `NODE_EXTRA_CA_CERTS`
 * @returns {Promise<unknown>} what the node gave or threw
 */
async function replyOfOwnProcess({ baseUrl, token }, extraAuthority) {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-desk360-'));
	const file = join(folder, 'authority.pem');
	if (extraAuthority) writeFileSync(file, extraAuthority);
	const script = join(__dirname, 'replyElsewhere.js');
	try {
		const { stdout } = await run(process.execPath, ['--import', 'tsx', script, baseUrl, token], {
			env: { ...process.env, ...(extraAuthority && { NODE_EXTRA_CA_CERTS: file }) },
		});
		return JSON.parse(stdout);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = { replyOfOwnProcess };
