import { createHmac, randomBytes, timingSafeEqual } from 'crypto';

const SECRET = randomBytes(32);
const EXPIRES_SECONDS = 300;

/** Behind the file host's address: where a file may be fetched for a few minutes, as a storage provider signs it. */
export function signedPath(key: string, now = Date.now()): string {
	const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
	const query = new URLSearchParams({
		'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
		'X-Amz-Date': date,
		'X-Amz-Expires': `${EXPIRES_SECONDS}`,
		'X-Amz-SignedHeaders': 'host',
		'X-Amz-Signature': signatureOf(key, date, `${EXPIRES_SECONDS}`),
	});
	return `/storage/${key}?${query.toString()}`;
}

/** Whether the query holds the signature for this file, and it is still of use. */
export function isSigned(key: string, query: Record<string, string>, now = Date.now()): boolean {
	const {
		'X-Amz-Date': date = '',
		'X-Amz-Expires': expires = '',
		'X-Amz-Signature': signature = '',
	} = query;
	const expected = Buffer.from(signatureOf(key, date, expires));
	const given = Buffer.from(signature);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
	return now <= momentOf(date) + Number(expires) * 1000;
}

function signatureOf(key: string, date: string, expires: string): string {
	return createHmac('sha256', SECRET).update(`${key}\n${date}\n${expires}`).digest('hex');
}

/** `20261127T060000Z` in milliseconds. */
const momentOf = (date: string) =>
	Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
