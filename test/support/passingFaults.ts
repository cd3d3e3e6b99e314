import type { Fault } from '../../sandbox';

/** What any request may meet on a bad day, and what is over when it is repeated. */
export const FAULTS_OF_ALL: Fault[] = [
	{ kind: 'rateLimit', retryAfter: 1 },
	{ kind: 'rateLimit', retryAfter: 3, format: 'date' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'reset' },
	{ kind: 'html', status: 502 },
	{ kind: 'malformedJson' },
	{ kind: 'emptyBody' },
	{ kind: 'slow', ms: 2_500 },
];

/** What reads may meet besides. */
export const FAULTS_OF_READS: Fault[] = [
	{ kind: 'malformedRow' },
	{ kind: 'json', body: { message: 'Maintenance' } },
];
