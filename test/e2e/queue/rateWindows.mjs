/** @typedef {import('../../../sandbox/index').RequestEntry} RequestEntry */

/**
 * The calls of each rate window: the local Desk360 begins one with the first call after the one before ended.
 *
 * @param {readonly RequestEntry[]} requests in the order of arrival
 * @param {number} windowSeconds
 * @returns {RequestEntry[][]}
 */
export function callsByWindow(requests, windowSeconds) {
	/** @type {RequestEntry[][]} */
	const windows = [];
	let end = 0;
	for (const request of requests) {
		if (request.at.getTime() >= end) {
			windows.push([]);
			end = request.at.getTime() + windowSeconds * 1000;
		}
		windows.at(-1)?.push(request);
	}
	return windows;
}
