/**
 * The service's time stamps: `YYYY-MM-DD hh:mm:ss`, in no named zone, compared as strings. The empty string is
 * earlier than all of them. Seconds are counted on the digits alone, so no clock and no zone comes in.
 */

const PARTS = /^(\d{4}-\d{2}-\d{2})([ T])(\d{2}:\d{2}:\d{2})(.*)$/;
const PACKED = /^[0-9a-z]{1,7}$/;
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Seconds since the year 2000, as the digits of the stamp say; undefined for a stamp of an unknown form. */
export function secondsOf(stamp: string): number | undefined {
	const [, day, , time] = PARTS.exec(stamp) ?? [];
	const ms = Date.parse(`${day}T${time}Z`);
	return Number.isNaN(ms) ? undefined : secondsOfMoment(ms);
}

export function stampOf(seconds: number): string {
	const iso = new Date(EPOCH_MS + seconds * 1000).toISOString();
	return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** A moment of this machine's clock, in milliseconds, in the seconds in which stamps are counted. */
export function secondsOfMoment(ms: number): number {
	return Math.floor((ms - EPOCH_MS) / 1000);
}

/** The stamp so many seconds earlier, in the same form; one of an unknown form stays as it is. */
export function earlier(stamp: string, seconds: number): string {
	const [, , separator = ' ', , rest = ''] = PARTS.exec(stamp) ?? [];
	const own = secondsOf(stamp);
	return own === undefined ? stamp : stampOf(own - seconds).replace(' ', separator) + rest;
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

/** A stamp in seven characters at most; one of another form than the documented stays as it is. */
export function packStamp(stamp: string): string {
	const seconds = secondsOf(stamp);
	const isExact = seconds !== undefined && seconds >= 0 && stampOf(seconds) === stamp;
	return isExact ? seconds.toString(36) : stamp;
}

export function unpackStamp(packed: string): string {
	return PACKED.test(packed) ? stampOf(parseInt(packed, 36)) : packed;
}
