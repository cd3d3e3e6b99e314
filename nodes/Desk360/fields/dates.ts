import { InvalidValue, shown, trimmed } from './values';

const CALENDAR_DAY = /^(\d{4})-(\d{2})-(\d{2})/;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})$/i;

/** `{{ $now }}` and other expressions give a date object of Luxon instead of a text. */
function asText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	if (typeof value === 'object' && value !== null && 'toISO' in value) {
		return typeof value.toISO === 'function' ? String(value.toISO()) : '';
	}
	return typeof value === 'string' ? trimmed(value) : '';
}

function isRealDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** `YYYY-MM-DD`; undefined for a zone that there is not. */
function dayInZone(moment: Date, timeZone: string): string | undefined {
	try {
		// The Swedish way of writing a date is YYYY-MM-DD.
		return moment.toLocaleDateString('sv-SE', { timeZone });
	} catch {
		return undefined;
	}
}

function unknownZone(timeZone: string): InvalidValue {
	return new InvalidValue(
		`The time zone "${shown(timeZone)}" of this workflow is not known`,
		"Choose a time zone in the workflow's settings. If they say Default, correct GENERIC_TIMEZONE of this n8n: a name such as Europe/Istanbul",
	);
}

/**
 * The day, `YYYY-MM-DD`, that a date means in the workflow's time zone: without a zone the day that is written, with
 * one the day on the calendar of the workflow at that moment.
 *
 * @param timezone IANA name, such as `Europe/Istanbul`
 * @throws InvalidValue for what is no date, such as 2026-02-30, and for a zone that there is not
 */
export function calendarDay(value: unknown, what: string, timezone: string): string {
	const text = asText(value);
	const day = CALENDAR_DAY.exec(text)?.[0];
	if (day !== undefined && isRealDay(day)) {
		if (WITHOUT_ZONE.test(text)) return day;
		const moment = new Date(text);
		if (WITH_ZONE.test(text) && !Number.isNaN(moment.getTime())) {
			const dayThere = dayInZone(moment, timezone);
			if (dayThere === undefined) throw unknownZone(timezone);
			return dayThere;
		}
	}
	throw new InvalidValue(
		`${what} is not a date`,
		'Pick a day, or give a date such as 2026-05-19 or 2026-05-19T10:00:00+03:00',
	);
}
