import { once } from 'node:events';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from '../support/until.mjs';

/** n8n takes a request without one, or with a program's, for the preview of a link, which must not approve anything. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' };

const CONFLICT = 409;

/**
 * @typedef {object} Mail
 * @property {string} to
 * @property {string} subject
 * @property {string} html
 * @property {string[]} lines what stands above the links, as a person reads it
 * @property {Map<string, string>} links by what stands on them
 */

/** The mailbox of the person who reviews, on a mail server of its own. */
export class Reviewer {
	/** What goes into the credential. */
	smtp = { host: '127.0.0.1', port: 0, secure: false, disableStartTls: true };
	/** @type {Mail[]} */
	mails = [];
	#server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData: (stream, _, done) => {
			mailIn(stream).then((mail) => done(null, void this.mails.push(mail)), done);
		},
	});

	/** @param {import('../../../host/temporary.mjs').OnStop} onStop */
	async start(onStop) {
		const listening = this.#server.listen(0, this.smtp.host);
		await once(listening, 'listening');
		onStop(() => new Promise((resolve) => this.#server.close(() => resolve(undefined))));
		this.smtp.port = /** @type {import('node:net').AddressInfo} */ (listening.address()).port;
	}

	/**
	 * Waits for a mail.
	 *
	 * @param {string} link that it has
	 * @param {number} ticketId that it is about
	 */
	mail(link, ticketId) {
		return until(`the mail with "${link}" about ticket ${ticketId}`, () =>
			this.mails.find(({ subject, links }) => subject.endsWith(`#${ticketId}`) && links.has(link)),
		);
	}
}

/**
 * Opens a link of a mail.
 *
 * @param {Mail} mail
 * @param {string} link
 * @returns {Promise<string>} the page
 */
export async function open(mail, link) {
	return page(mail, link);
}

/**
 * Sends the form that a link leads to.
 *
 * @param {Mail} mail
 * @param {string} link
 * @param {string} value of its only field
 * @returns {Promise<string>} the page
 */
export async function submit(mail, link, value) {
	const body = new FormData();
	body.append('field-0', value);
	return page(mail, link, { method: 'POST', body });
}

/**
 * @param {Mail} mail
 * @param {string} link
 * @param {RequestInit} [init]
 */
async function page({ links }, link, init) {
	const address = links.get(link);
	if (!address) throw new Error(`The mail has no link "${link}"`);
	const answer = await until('the execution to wait for an answer', async () => {
		const tried = await fetch(address, { ...init, headers: BROWSER });
		// The mail is there a moment before n8n has saved that the execution waits.
		return tried.status !== CONFLICT && tried;
	});
	return answer.text();
}

/**
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<Mail>}
 */
async function mailIn(stream) {
	const chunks = await stream.toArray();
	const { to, subject = '', html = '' } = await PostalMime.parse(Buffer.concat(chunks));
	const links = [...html.matchAll(/<a href="([^"]+)"[^>]*>([^<]+)<\/a>/g)];
	return {
		to: to?.[0]?.address ?? '',
		subject,
		html,
		lines: linesIn(html),
		links: new Map(links.map(([, address = '', label = '']) => [label, address])),
	};
}

/** What n8n puts into the HTML of a mail instead of the characters. */
const ENTITIES = [
	['&lt;', '<'],
	['&gt;', '>'],
	['&quot;', '"'],
	['&#39;', "'"],
	// The last, as the ones above may begin with it.
	['&amp;', '&'],
];

/** @param {string} html */
function linesIn(html) {
	const text = /<p style="white-space: pre-line;">(.*?)<\/p>/s.exec(html)?.[1] ?? '';
	return ENTITIES.reduce(
		(shown, [entity = '', character = '']) => shown.replaceAll(entity, character),
		text,
	).split('\n');
}
