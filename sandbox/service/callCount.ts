import type { FastifyRequest } from 'fastify';

import type { Desk } from './desk';
import type { Taken } from './rateLimit';

/**
 * Counts a call where it belongs: with the sign-ins when those have a throttle of their own, else in the limit of the
 * account whose token it carries, else in the limit that all share.
 */
export function countCall(desk: Desk, request: FastifyRequest): Taken & { refuseWith: number } {
	const { settings, rateLimit } = desk;
	if (settings.loginThrottle !== null && isSignIn(request)) {
		const own = { name: 'login', limit: settings.loginThrottle };
		return { ...desk.loginThrottle.take(Date.now(), own), refuseWith: 429 };
	}
	const { account } = request;
	const own =
		account?.rateLimit === undefined
			? undefined
			: { name: account.email, limit: account.rateLimit };
	return { ...rateLimit.take(Date.now(), own), refuseWith: rateLimit.refuseWith };
}

const isSignIn = ({ entry }: FastifyRequest) =>
	entry.method === 'POST' && entry.path === '/v1/login';
