export const SLACK = 'slack.com';

/** Messages as Slack's API gets them from n8n's node. */
export class Slack {
	/** @type {Array<{ channel: string, text: string }>} */
	messages = [];

	/** @type {import('./proxy.mjs').Service} */
	answer = ({ method, path, body }) => {
		if (`${method} ${path}` !== 'POST /api/chat.postMessage') return undefined;
		this.messages.push(body);
		return { ok: true, channel: body.channel, ts: '1', message: { text: body.text } };
	};
}
