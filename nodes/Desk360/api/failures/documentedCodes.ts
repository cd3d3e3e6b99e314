import type { Kind } from './failure';

/** What a documented code means to the person who reads it. */
export interface CodeText {
	kind: Kind;
	message: string;
	description: string;
}

/** Stands for what was not found. */
export const TARGET = '{target}';

/** Stands for where that was: ` in product 11`, or nothing. */
export const PLACE = '{place}';

const NOT_FOUND = `Desk360 found no ${TARGET}`;
const TOKEN_UNKNOWN =
	'Create a token in Desk360 under Settings > API, paste it into the credential and save it';
const GONE =
	'Check the IDs. A ticket is found only under its own product, so it may be in another product; it may also have been deleted, or the account may not see it';
const OUTAGE =
	'This lies with Desk360. Try again in a few minutes; if it stays, send Desk360 the time and the request';
const INTEGRATION =
	'Check in Desk360 that the integration is still active. The message may have been stored or even delivered, so look at the ticket before you send it again';

export const CALLS_SPENT: CodeText = {
	kind: 'rateLimited',
	message: 'The calls that Desk360 grants per minute are spent',
	description: 'Let the workflow run less often, or raise the plan of the Desk360 account',
};

/** The nineteen codes of the API documentation, section "Error Codes". */
export const DOCUMENTED_CODES: Readonly<Record<string, CodeText>> = {
	authentication_exception: {
		kind: 'tokenRefused',
		message: 'Desk360 does not know this API token',
		description: TOKEN_UNKNOWN,
	},
	method_not_allowed_exception: {
		kind: 'refused',
		message: 'Desk360 does not offer this request at this address',
		description: 'Check the base URL in the credential: it should end with /v1',
	},
	not_found_exception: {
		kind: 'notFound',
		message: NOT_FOUND,
		description: `Check the base URL in the credential: it should end with /v1. ${GONE}`,
	},
	model_not_found_exception: {
		kind: 'notFound',
		message: NOT_FOUND,
		description: GONE,
	},
	internal_server_error: {
		kind: 'unavailable',
		message: 'Desk360 could not handle the request',
		description: OUTAGE,
	},
	insecure_request_exception: {
		kind: 'refused',
		message: 'Desk360 answers over https only',
		description: 'Change http:// to https:// in the base URL of the credential',
	},
	too_many_requests_exception: CALLS_SPENT,
	invalid_credentials: {
		kind: 'signIn',
		message: 'Desk360 does not accept this email and password',
		description:
			'Correct email or password in the credential. After five wrong tries in a minute Desk360 locks the account for a minute',
	},
	password_access_disabled: {
		// Not remembered as a wrong password is: whoever switches it on wants to see that it works.
		kind: 'forbidden',
		message: 'Password access is switched off in this Desk360 account',
		description:
			'Switch it on in Desk360 under Settings > API, or use an API token from the same page in the credential',
	},
	too_many_attempts: {
		kind: 'signIn',
		message: 'Desk360 has locked this sign-in after five wrong passwords',
		description: 'Wait a minute, correct the password in the credential, then try again',
	},
	not_authorized: {
		kind: 'forbidden',
		message: `This Desk360 account may not do that${PLACE}`,
		description:
			"Ask a Desk360 administrator for the permission, or use another agent's API token in the credential",
	},
	not_found: {
		kind: 'notFound',
		message: NOT_FOUND,
		description: GONE,
	},
	status_update_failed: {
		kind: 'refused',
		message: 'Desk360 did not accept the status',
		description:
			'Only Resolved (1) or Waiting (2) can be set, and a resolved ticket keeps its reason. Choose another status',
	},
	facebook_integration_error: {
		kind: 'unknownOutcome',
		message: 'Desk360 could not hand the message to Facebook',
		description: INTEGRATION,
	},
	instagram_integration_error: {
		kind: 'unknownOutcome',
		message: 'Desk360 could not hand the message to Instagram',
		description: INTEGRATION,
	},
	twitter_integration_error: {
		kind: 'unknownOutcome',
		message: 'Desk360 could not hand the message to Twitter',
		description: INTEGRATION,
	},
	email_error: {
		kind: 'unknownOutcome',
		message: 'Desk360 could not send the email',
		description:
			"Check the customer's email address. The message may have been stored or even delivered, so look at the ticket before you send it again",
	},
	non_custom_type: {
		kind: 'refused',
		message: 'Desk360 changes only ticket types that were added by hand',
		description: 'Choose a type that was added to the account, not one that Desk360 brings along',
	},
	failed_validation: {
		kind: 'refused',
		message: 'Desk360 did not accept a value',
		description: 'Correct the value that the message names and run the node again',
	},
};

export function textOfCode(code: string | undefined): CodeText | undefined {
	return code !== undefined && Object.hasOwn(DOCUMENTED_CODES, code)
		? DOCUMENTED_CODES[code]
		: undefined;
}

/** 408 and 5xx: a write may have gone through before the answer was lost. */
export function isOutage(status: number): boolean {
	return status === 408 || status >= 500;
}

/** Where no documented code comes with it. */
export function textOfStatus(status: number): CodeText {
	const byCode = (code: string) => DOCUMENTED_CODES[code] as CodeText;
	switch (status) {
		case 400:
		case 422:
			return byCode('failed_validation');
		case 401:
			return byCode('authentication_exception');
		case 403:
			return byCode('not_authorized');
		case 404:
			return byCode('model_not_found_exception');
		case 405:
			return byCode('method_not_allowed_exception');
		case 406:
		case 415:
			return {
				kind: 'refused',
				message: 'Desk360 does not take this kind of content',
				description:
					'Something between n8n and Desk360 may change the request: check proxies and the base URL',
			};
		case 413:
			return {
				kind: 'refused',
				message: 'The files or the text are too large for Desk360',
				description: 'Attach fewer or smaller files, or shorten the text. Nothing was done',
			};
		case 429:
			return byCode('too_many_requests_exception');
	}
	if (isOutage(status)) return byCode('internal_server_error');
	return {
		kind: 'refused',
		message: 'Desk360 did not accept the request',
		description: 'Compare the values of the node with what Desk360 knows, then run it again',
	};
}
