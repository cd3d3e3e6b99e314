import { createHash } from 'crypto';

/** Tells things apart without keeping them, such as secrets and what customers are written. */
export function fingerprint(...parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
