import { failedValidation } from '../service/answers';
import { faultKinds, type Fault } from '../service/faults';
import { given, requiredInteger, requiredText, type Fields } from '../service/validation';
import type { NewTicket } from '../world/records';

/**
 * A fault as JSON: as in `Fault`, but `match.pathPattern` holds the source of a regular expression. Its further
 * fields are taken as they are.
 */
export function plannedFault(body: Fields): Fault {
	const kind = faultKinds.find((known) => known === body.kind);
	if (!kind) throw failedValidation(`The kind must be one of ${faultKinds.join(', ')}.`);
	const missing = neededBy[kind]?.find((name) => given(body, name) === null);
	if (missing) throw failedValidation(`A fault of the kind ${kind} needs a ${missing}.`);
	const { pathPattern, ...match } = (body.match ?? {}) as Fields;
	const path = pathPattern === undefined ? match.path : new RegExp(String(pathPattern));
	return { ...body, kind, match: { ...match, path } } as Fault;
}

const neededBy: Partial<Record<Fault['kind'], string[]>> = {
	status: ['status'],
	json: ['body'],
	text: ['body'],
	redirect: ['location'],
	channel: ['code'],
	slow: ['ms'],
	trickle: ['firstBytes'],
	slowBytes: ['everyMs', 'bytes'],
};

const ticketTexts = ['name', 'email', 'subject', 'description', 'channel', 'platform'] as const;
const ticketIntegers = ['id', 'reason_id', 'type_id', 'agent_id', 'status', 'priority'] as const;

/** What a customer opens; the fields that are left out get the world's defaults. */
export function newTicket(body: Fields): NewTicket {
	const texts = ticketTexts.flatMap((name) =>
		given(body, name) === null ? [] : [[name, requiredText(body, name)]],
	);
	const integers = ticketIntegers.flatMap((name) =>
		given(body, name) === null ? [] : [[name, requiredInteger(body, name)]],
	);
	return Object.fromEntries([...texts, ...integers]) as NewTicket;
}

/** The part of a body that is there, when each field is known and has a value of its kind. */
export function checkedPatch<T extends object>(
	body: Fields,
	defaults: T,
	choices: { [Field in keyof T]?: ReadonlyArray<T[Field]> },
): Partial<T> {
	for (const [name, value] of Object.entries(body)) {
		if (!(name in defaults)) {
			throw failedValidation(`There is no ${name}; there is ${Object.keys(defaults).join(', ')}.`);
		}
		const field = name as keyof T;
		const allowed = choices[field];
		if (allowed && !allowed.some((choice) => choice === value)) {
			throw failedValidation(`The ${name} must be one of ${allowed.map(String).join(', ')}.`);
		}
		const isOfItsKind = defaults[field] === null || typeof value === typeof defaults[field];
		if (!isOfItsKind) throw failedValidation(`The ${name} must be a ${typeof defaults[field]}.`);
	}
	return body as Partial<T>;
}
