const EXCERPT_LENGTH = 160;

/** What comes in megabytes must not hold up n8n. */
const LOOKED_AT_LENGTH = 4_000;

const HIDDEN = '***';

/** Plain or escaped as in JSON, should a service or a proxy echo one. */
export function withoutSecrets(text: string, secrets: string[]): string {
	const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
	const struck = forms.reduce((clean, form) => clean.split(form).join(HIDDEN), text);
	return struck.replace(/Bearer\s{1,8}[\w.~+/=|-]{8,}/gi, `Bearer ${HIDDEN}`);
}

/** The first `length` characters, no secret left in whole or in part. */
export function beginning(text: string, secrets: string[], length: number): string {
	const margin = Math.max(16, ...secrets.map((secret) => 2 * secret.length));
	if (text.length <= length + margin) return withoutSecrets(text, secrets).slice(0, length);
	// The cut may leave a part of one at the end, which moves to the front where others are struck out.
	const struck = withoutSecrets(text.slice(0, length + margin), secrets);
	return struck.slice(0, -margin).slice(0, length);
}

export function shortened(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** Where a server keeps its code and its files. JSON writes a slash behind a backslash. */
const PATH =
	/(?<![\w/\\])\\?\/(?:app|code|data|etc|home|mnt|opt|root|srv|tmp|usr|var|www)(?:\\?\/[\w.-]{1,200}){1,30}|\b[A-Z]:(?:\\{1,2}[\w.-]{1,200}){2,30}/g;

export function withoutPaths(text: string): string {
	return text.replace(PATH, '…');
}

/** A notice in HTML as plain text. Whatever looks like a path in it is one. */
export function plainLine(html: string): string {
	return html
		.replace(/<[^<>]*>/g, '')
		.replace(/(?:\/[\w.-]+){2,}|\b[A-Z]:\\\S*/g, '…')
		.replace(/\s+/g, ' ')
		.trim();
}

/** The beginning as one line of plain text, without markup, secrets and paths. */
export function excerpt(body: string, secrets: string[]): string {
	const head = beginning(body, secrets, LOOKED_AT_LENGTH)
		.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return shortened(withoutPaths(head), EXCERPT_LENGTH);
}

/** More text follows wherever it is shown. */
export function withoutPeriod(text: string): string {
	let end = text.length;
	while (end > 0 && ' .\n\r\t'.includes(text[end - 1] as string)) end--;
	return text.slice(0, end);
}

/** `26 seconds`, `2 minutes`, `2 hours`. */
export function duration(ms: number): string {
	const seconds = Math.max(1, Math.ceil(ms / 1000));
	if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
	const minutes = Math.ceil(seconds / 60);
	return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
