import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { itemsOf } from '../../../../host/api.mjs';
import { byId, desk360, manualWorkflow, runToSuccess } from '../../support/workflows.mjs';

const CONTENT = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));

/**
 * Files in one of n8n's binary data modes: downloaded from a ticket, kept by n8n, attached to a reply.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 * @param {string} mode
 */
export function fileChecks(stage, mode) {
	describe('Files', () => {
		test(`downloaded, kept in mode "${mode}" and attached again`, async () => {
			const { api, sandbox } = stage();
			const file = { name: 'report.bin', mimeType: 'application/octet-stream', content: CONTENT };
			const { id } = sandbox.world.createTicket({ productId: 1, attachments: [file] });
			const ticketId = byId(id);
			const download = { operation: 'get', ticketId, options: { downloadAttachments: true } };
			const execution = await runToSuccess(
				api,
				manualWorkflow(`Files in mode ${mode}`, [
					desk360('Get', download),
					desk360('Reply', {
						operation: 'reply',
						ticketId,
						message: 'Your file',
						attachments: "={{ Object.keys($binary).join(', ') }}",
					}),
				]),
			);
			const [kept] = Object.values(itemsOf(execution, 'Get')[0]?.binary ?? {});
			assert.ok(kept);
			assert.equal(kept.fileName, file.name);
			assert.deepEqual(await contentOf(api, kept), { mode, sha256: sha256(CONTENT) });
			const [sent] = sandbox.world.ticket(id).messages.at(-1)?.files ?? [];
			assert.equal(sent?.name, file.name);
			assert.equal(sent?.sha256, sha256(CONTENT));
		});
	});
}

/**
 * @param {import('../../../../host/api.mjs').N8nApi} api
 * @param {import('n8n-workflow').IBinaryData} kept
 */
async function contentOf(api, { id, data }) {
	if (!id) return { mode: 'default', sha256: sha256(Buffer.from(data, 'base64')) };
	const answer = await api.fetch(`/rest/binary-data?action=download&id=${encodeURIComponent(id)}`);
	assert.equal(answer.status, 200);
	const mode = data.replace('-v2', '');
	return { mode, sha256: sha256(Buffer.from(await answer.arrayBuffer())) };
}

/** @param {Buffer} content */
function sha256(content) {
	return createHash('sha256').update(content).digest('hex');
}
