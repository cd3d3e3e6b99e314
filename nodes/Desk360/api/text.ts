/** The longest piece of a foreign answer that is shown. */
const EXCERPT_LENGTH = 160;

/** The text without the secrets, plain or escaped as in JSON, should a service or a proxy echo one. */
export function withoutSecrets(text: string, secrets: string[]): string {
	const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
	const struck = forms.reduce((clean, form) => clean.split(form).join('***'), text);
	return struck.replace(/Bearer\s+[\w.~+/=-]{8,}/gi, 'Bearer ***');
}

/** The beginning of an answer as one line of plain text, markup left out. */
export function excerpt(body: string): string {
	const line = body
		.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return line.length > EXCERPT_LENGTH ? `${line.slice(0, EXCERPT_LENGTH)}…` : line;
}

/** A wait in words: `26 seconds`, `2 minutes`. */
export function duration(ms: number): string {
	const seconds = Math.max(1, Math.ceil(ms / 1000));
	if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
	return `${Math.ceil(seconds / 60)} minutes`;
}
