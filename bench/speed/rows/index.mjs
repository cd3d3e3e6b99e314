import { attachment } from './attachment.mjs';
import { details } from './details.mjs';
import { getManyTenThousand, getManyThousand } from './getMany.mjs';
import { hostileBody } from './hostileBody.mjs';
import { idlePoll } from './idlePoll.mjs';
import { moduleLoad } from './moduleLoad.mjs';
import { rateLimit } from './rateLimit.mjs';
import { burst, quietHour } from './triggers.mjs';

/**
 * @typedef {object} Result
 * @property {import('../support/turns.mjs').Measurement[]} measurements
 * @property {import('../support/bars.mjs').Bar[]} bars
 *
 * @typedef {object} Row one kind of work
 * @property {string} name as the command line takes it
 * @property {string} title
 * @property {boolean} [charted]
 * @property {(bench: import('../support/bench.mjs').Bench) => Promise<Result>} measure
 */

/** @type {Row[]} */
export const ROWS = [
	getManyThousand,
	getManyTenThousand,
	details,
	rateLimit,
	idlePoll,
	quietHour,
	burst,
	attachment,
	hostileBody,
	moduleLoad,
];
