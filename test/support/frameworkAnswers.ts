import type { IDataObject } from 'n8n-workflow';

import type { Kind } from '../../nodes/Desk360/api/failures/failure';

/** What was asked when an answer came. */
export type Asked = 'list' | 'get' | 'logs' | 'products' | 'create' | 'reply';

/** What a person is to be told of a refusal. */
export interface Told {
	kind: Kind;
	/** Each stands in the message or in what to do next. */
	says: string[];
	/** Requests that it may cost; 1 unless told. */
	calls?: number;
}

/** What comes out, and what stands beside it as a hint. */
export interface Given {
	gives: IDataObject[];
	hints?: string[];
	calls?: number;
}

/** An answer as Laravel, PHP or nginx gives it by itself. */
export interface FrameworkAnswer {
	name: string;
	asked: Asked;
	status: number;
	headers: Record<string, string>;
	body: string;
	means: Told | Given;
}

type Headers = Record<string, string>;

const answer =
	(type: string, written: (body: unknown) => string) =>
	(
		name: string,
		asked: Asked,
		status: number,
		body: unknown,
		means: Told | Given,
		headers: Headers = {},
	): FrameworkAnswer => ({
		...{ name, asked, status, means },
		body: written(body),
		headers: { 'content-type': type, ...headers },
	});

export const json = answer('application/json', JSON.stringify);
/** PHP's own type, and that of every web server's pages. */
export const html = answer('text/html; charset=UTF-8', String);
/** JSON with something around it. */
export const text = answer('application/json', String);

/** What a debug answer tells besides its message. */
export const DEBUG = {
	exception: 'Symfony\\Component\\HttpKernel\\Exception\\NotFoundHttpException',
	file: '/var/www/html/vendor/laravel/framework/src/Illuminate/Foundation/Handler.php',
	line: 387,
	trace: [{ file: '/var/www/html/app/Http/Kernel.php', line: 12, function: 'handle' }],
};
/** A page of the web server. */
export const nginx = (title: string) =>
	`<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
