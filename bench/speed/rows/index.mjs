import { attachment } from './attachment.mjs';
import { details } from './details.mjs';
import { getManyTenThousand, getManyThousand } from './getMany.mjs';
import { getManyAcross } from './getManyAcross.mjs';
import { hostileBody } from './hostileBody.mjs';
import { idlePoll } from './idlePoll.mjs';
import { moduleLoad } from './moduleLoad.mjs';
import { rateLimit } from './rateLimit.mjs';
import { burst, quietHour } from './triggers.mjs';

/** @type {import('../support/row.mjs').Row[]} */
export const ROWS = [
	getManyThousand,
	getManyTenThousand,
	getManyAcross,
	details,
	rateLimit,
	idlePoll,
	quietHour,
	burst,
	attachment,
	hostileBody,
	moduleLoad,
];
