/**
 * The service's time stamps: `YYYY-MM-DD hh:mm:ss`, in no named zone, compared as strings. The empty string is
 * earlier than all of them. Seconds are counted on the digits alone, so no clock and no zone comes in.
 */

const DOCUMENTED = /^(\d{4}-\d{2}-\d{2})([ T])(\d{2}:\d{2}:\d{2})(.*)$/;
const PACKED = /^[0-9a-z]{1,7}$/;
const EPOCH_SECONDS = Date.UTC(2000, 0, 1) / 1000;

function secondsOf(day: string, time: string): number {
	return Date.parse(`${day}T${time}Z`) / 1000 - EPOCH_SECONDS;
}

function partsOf(seconds: number): { day: string; time: string } {
	const iso = new Date((seconds + EPOCH_SECONDS) * 1000).toISOString();
	return { day: iso.slice(0, 10), time: iso.slice(11, 19) };
}

/** The stamp so many seconds earlier; one of an unknown form stays as it is. */
export function earlier(stamp: string, seconds: number): string {
	const [, day, separator, time, rest] = DOCUMENTED.exec(stamp) ?? [];
	if (day === undefined || time === undefined || Number.isNaN(secondsOf(day, time))) return stamp;
	const shifted = partsOf(secondsOf(day, time) - seconds);
	return `${shifted.day}${separator}${shifted.time}${rest}`;
}

/** For sorting, oldest first. */
export function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}

export function newestOf(...stamps: string[]): string {
	return stamps.reduce((newest, stamp) => (stamp > newest ? stamp : newest), '');
}

export function oldestOf(...stamps: [string, ...string[]]): string {
	return stamps.reduce((oldest, stamp) => (stamp < oldest ? stamp : oldest));
}

/** A stamp in seven characters at most; one of an unknown form stays as it is. */
export function packStamp(stamp: string): string {
	const [, day, separator, time, rest] = DOCUMENTED.exec(stamp) ?? [];
	if (day === undefined || time === undefined || separator !== ' ' || rest !== '') return stamp;
	const seconds = secondsOf(day, time);
	return seconds >= 0 ? seconds.toString(36) : stamp;
}

export function unpackStamp(packed: string): string {
	if (!PACKED.test(packed)) return packed;
	const { day, time } = partsOf(parseInt(packed, 36));
	return `${day} ${time}`;
}
