import { InvalidValue, cleanWord, isEmpty, shown } from './values';

/** Gives a time stamp as it is to be read: as a moment, or as it stands. */
export type StampReader = (stamp: unknown) => unknown;

/** The service's stamps, which name no zone: a day and a time of day. */
const STAMP = /^(\d{4}-\d{2}-\d{2})[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/;

const DAY_MS = 24 * 60 * 60_000;

/** Those of half a century. */
const MOST_DAYS = 20_000;

/** The offset of a zone at a moment, such as `+03:00`; undefined for one with seconds, as in the time before zones. */
type OffsetAt = (ms: number) => string | undefined;

function msOf(offset: string): number {
	const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
	return (hours * 60 + minutes) * 60_000 * (offset.startsWith('-') ? -1 : 1);
}

/** Undefined for a zone that there is not. */
function offsetsIn(timeZone: string): OffsetAt | undefined {
	try {
		const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
		return (ms) => /GMT([+-]\d{2}:\d{2})$/.exec(format.format(ms))?.[1];
	} catch {
		return undefined;
	}
}

/** The offsets of a zone around a day: the same unless clocks change thereabouts. */
interface Offsets {
	before: string;
	after: string;
}

/** Undefined for a day that there is not, such as the 30th of February, and for one from before there were zones. */
function offsetsAround(day: string, offsetAt: OffsetAt): Offsets | undefined {
	const ms = Date.parse(day);
	if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) return undefined;
	// No clock is a whole day away from that of Greenwich.
	const [before, after] = [offsetAt(ms - DAY_MS), offsetAt(ms + 2 * DAY_MS)];
	return before === undefined || after === undefined ? undefined : { before, after };
}

function readerOf(offsetAt: OffsetAt): StampReader {
	/** To ask for offsets takes long, and thousands of stamps are of the same days. */
	const days = new Map<string, Offsets | undefined>();

	function offsetsOf(day: string): Offsets | undefined {
		if (!days.has(day)) {
			if (days.size >= MOST_DAYS) days.clear();
			days.set(day, offsetsAround(day, offsetAt));
		}
		return days.get(day);
	}

	/** Where it changes, the one before the change if that can be. */
	function offsetOf(day: string, time: string): string | undefined {
		const offsets = offsetsOf(day);
		if (!offsets || offsets.before === offsets.after) return offsets?.before;
		const { before, after } = offsets;
		const shownMs = Date.parse(`${day}T${time}Z`);
		const holds = (offset: string) => offsetAt(shownMs - msOf(offset)) === offset;
		return !holds(before) && holds(after) ? after : before;
	}

	return (stamp) => {
		const [, day, time] = (typeof stamp === 'string' && STAMP.exec(stamp)) || [];
		if (day === undefined || time === undefined) return stamp;
		const offset = offsetOf(day, time);
		return offset === undefined ? stamp : `${day}T${time}${offset}`;
	};
}

/** By what the credentials name; there are some six hundred zones. */
const readers = new Map<string, StampReader>();

/**
 * How the service's time stamps become moments, such as `2026-11-27T05:43:24+03:00`, by the zone that a credential
 * names; without one they stay as they are, and so does whatever is no such stamp. Day and time of day are those of
 * the stamp. Where clocks change, one that comes twice, or never, has the offset from before the change.
 *
 * @param timeZone what stands in the credential: an IANA name such as `Europe/Istanbul`
 * @throws InvalidValue for a zone that there is not
 */
export function stampReader(timeZone: unknown): StampReader {
	if (isEmpty(timeZone)) return (stamp) => stamp;
	const name = typeof timeZone === 'string' ? cleanWord(timeZone) : shown(timeZone);
	const known = readers.get(name);
	if (known) return known;
	const offsetAt = offsetsIn(name);
	if (!offsetAt) {
		throw new InvalidValue(
			`The time zone "${shown(name)}" of the Desk360 credential is not known`,
			'Enter a name such as Europe/Istanbul under Time Zone in the credential. Without one, times stay as Desk360 gives them',
		);
	}
	const reader = readerOf(offsetAt);
	readers.set(name, reader);
	return reader;
}
