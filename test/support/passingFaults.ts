import type { Fault } from '../../sandbox';

/** What any request may meet on a bad day, and what is over when it is repeated. */
export const FAULTS_OF_ALL: Fault[] = [
	{ kind: 'rateLimit', retryAfter: 1 },
	{ kind: 'rateLimit', retryAfter: 3, format: 'date' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 503, headers: { 'retry-after': '2' } },
	{ kind: 'reset' },
	{ kind: 'html', status: 502 },
	{ kind: 'malformedJson' },
	{ kind: 'slow', ms: 2_500 },
];

/** What reads may meet besides. A write that is answered so with a success counts as made, which these are not. */
export const FAULTS_OF_READS: Fault[] = [
	{ kind: 'emptyBody' },
	{ kind: 'malformedRow' },
	{ kind: 'json', body: { message: 'Maintenance' } },
	{
		kind: 'text',
		body: '<br />\n<b>Fatal error</b>: Out of memory in <b>/var/www/a.php</b>',
		contentType: 'text/html',
	},
];
