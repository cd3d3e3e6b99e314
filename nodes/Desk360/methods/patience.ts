import type { SenderOptions } from '../api/http/send';

/** A list that a person opened goes before bulk work, and says soon when it cannot be had. */
export const WHILE_A_PERSON_WAITS: SenderOptions = {
	urgent: true,
	maxRateLimitWaitSeconds: 20,
	retries: 1,
};
