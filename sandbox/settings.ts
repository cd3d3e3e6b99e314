/** What can be changed while the server runs. Where the documentation is silent, each setting is one reading of it. */
export interface Settings {
	/** `documented`: as the API documentation shows; `framework`: as Laravel and PHP answer by themselves. */
	answers: 'documented' | 'framework';
	/** Every answer of `/v1` is held back this long. */
	latencyMs: number;
	/** Off: login answers `password_access_disabled`. */
	passwordAccess: boolean;
	/** How long five wrong logins keep an account locked out. */
	loginLockSeconds: number;
	/** Sign-ins a minute, right or wrong, counted apart from all other calls; null: they count as any call. */
	loginThrottle: number | null;
	/**
	 * The elements of the four buckets: `{ id, name, url, size }`, the plain URL, or `{ url, name, type }`; null: as
	 * `answers` has it.
	 */
	attachmentShape: 'object' | 'string' | 'named' | null;
	/**
	 * `files`: another host that asks for no token, as S3 does; `api`: the API's own host, behind the token; `signed`:
	 * the API, which leads to a signed address of the other host; null: as `answers` has it.
	 */
	attachmentHost: 'files' | 'api' | 'signed' | null;
	/** Larger files are received and hashed but not kept; fetching one answers 410. */
	keepFileBytes: number;
	/** Rows of the same second: newest id first, or in another order on each request. */
	tieOrder: 'stable' | 'shuffled';
	idsAs: 'number' | 'string';
	/**
	 * How `Link` names the next page: `rel=next`, `rel="next"`, `empty` (as bare, and present without a value on the
	 * last page), `many` (with `rel="first"` beside it, which alone is on the last page) or `titled` (all pages around,
	 * several relations of one page, titles with quotes and commas); null: as `answers` has it.
	 */
	linkStyle: 'bare' | 'quoted' | 'empty' | 'many' | 'titled' | null;
	/** What stands before `/products/...` in a `Link`; null: this server's own base URL. */
	linkBase: string | null;
	/** What `start_date` and `end_date` look at; both days are included. */
	dateField: 'created_at' | 'updated_at';
}

export const defaultSettings: Settings = {
	answers: 'documented',
	latencyMs: 0,
	passwordAccess: true,
	loginLockSeconds: 60,
	loginThrottle: null,
	attachmentShape: null,
	attachmentHost: null,
	keepFileBytes: 8 * 1024 * 1024,
	tieOrder: 'stable',
	idsAs: 'number',
	linkStyle: null,
	linkBase: null,
	dateField: 'created_at',
};

/** The values of the settings that are a choice. */
export const settingChoices = {
	answers: ['documented', 'framework'],
	attachmentShape: ['object', 'string', 'named', null],
	attachmentHost: ['files', 'api', 'signed', null],
	tieOrder: ['stable', 'shuffled'],
	idsAs: ['number', 'string'],
	linkStyle: ['bare', 'quoted', 'empty', 'many', 'titled', null],
	dateField: ['created_at', 'updated_at'],
} satisfies { [Name in keyof Settings]?: Array<Settings[Name]> };

/** What follows `answers` unless it is set itself. */
interface Forms {
	attachmentShape: NonNullable<Settings['attachmentShape']>;
	attachmentHost: NonNullable<Settings['attachmentHost']>;
	linkStyle: NonNullable<Settings['linkStyle']>;
}

const defaultForms: Record<Settings['answers'], Forms> = {
	documented: { attachmentShape: 'object', attachmentHost: 'files', linkStyle: 'bare' },
	framework: { attachmentShape: 'named', attachmentHost: 'signed', linkStyle: 'titled' },
};

export function formsOf(settings: Settings): Forms {
	const forms = defaultForms[settings.answers];
	return {
		attachmentShape: settings.attachmentShape ?? forms.attachmentShape,
		attachmentHost: settings.attachmentHost ?? forms.attachmentHost,
		linkStyle: settings.linkStyle ?? forms.linkStyle,
	};
}
