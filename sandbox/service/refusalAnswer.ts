import type { Settings } from '../settings';
import type { FrameworkWords, Refusal } from './answers';

const DOC_URL = 'https://docs.desk360.com/api';

/** The documented body of every refusal. */
export interface RefusalBody {
	error: { code: string; message: string; doc_url: string };
}

/** The status and the body of a refusal: the only place that knows both forms. */
export function refusalAnswer(
	refusal: Refusal,
	form: Settings['answers'],
): { status: number; body: object } {
	const { status, code, message, framework } = refusal;
	if (form === 'documented' || framework === null) {
		return { status, body: documentedBody(code, message) };
	}
	return frameworkAnswer(refusal, framework);
}

export function documentedBody(code: string, message: string): RefusalBody {
	return { error: { code, message, doc_url: DOC_URL } };
}

function frameworkAnswer(refusal: Refusal, words: FrameworkWords) {
	const { status = refusal.status, message = refusal.message, errors, exception } = words;
	const debug = exception === undefined ? {} : { exception, ...PLACE };
	return { status, body: { message, ...(errors && { errors }), ...debug } };
}

/** What a debug answer tells besides its message. */
const PLACE = {
	file: '/var/www/vendor/laravel/framework/src/Illuminate/Foundation/Exceptions/Handler.php',
	line: 387,
	trace: [],
};
