import { DEBUG, html, json, nginx } from './frameworkAnswers';
import type { FrameworkAnswer, Told } from './frameworkAnswers';

const unknown = (...says: string[]): Told => ({
	kind: 'unknownOutcome',
	says: [...says, 'so it is not known whether', 'It was not sent again'],
});
/** A read is repeated four times. */
const outage = (...says: string[]): Told => ({ kind: 'unavailable', says, calls: 5 });

/** What may work a little later, or may have worked. */
export const OUTAGES: FrameworkAnswer[] = [
	json(
		'a throttle',
		'list',
		429,
		{ message: 'Too Many Attempts.' },
		{ kind: 'rateLimited', says: ['are spent', 'in 38 seconds'] },
		{ 'retry-after': '38', 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' },
	),
	html('a throttle of the web server', 'reply', 429, nginx('429 Too Many Requests'), {
		kind: 'rateLimited',
		says: ['are spent'],
	}),
	...(
		[
			['600', 'Desk360 asks to wait 10 minutes'],
			['7200', 'Desk360 asks to wait 2 hours'],
		] as const
	).map(([seconds, says]) =>
		json(
			`maintenance for ${seconds} seconds`,
			'list',
			503,
			{ message: 'Service Unavailable' },
			{ kind: 'unavailable', says: ['could not handle the request: Service Unavailable', says] },
			{ 'retry-after': seconds },
		),
	),
	json(
		'maintenance without a time',
		'list',
		503,
		{ message: 'Service Unavailable' },
		outage('Service Unavailable'),
	),
	json(
		'maintenance while a reply is sent',
		'reply',
		503,
		{ message: 'Service Unavailable' },
		unknown('Service Unavailable'),
		{ 'retry-after': '600' },
	),
	json(
		'an error without words of ours',
		'list',
		500,
		{ message: 'Server Error' },
		outage('request: Server Error'),
	),
	json(
		'an error of nothing',
		'list',
		500,
		[],
		outage('Desk360 answered with JSON of another shape (status 500)'),
	),
	json(
		'an error with debug',
		'get',
		500,
		{ message: 'file_put_contents(/var/www/html/storage/x): failed to open stream', ...DEBUG },
		outage('file_put_contents(…): failed to open stream'),
	),
	json(
		'an error with debug and no message',
		'get',
		500,
		{ message: '', ...DEBUG },
		outage('Desk360 could not handle the request. This lies'),
	),
	html(
		'a debug page',
		'list',
		500,
		'<!DOCTYPE html><html><head><style>body { x: y }</style><title>ErrorException</title></head><body>Undefined index: x in /var/www/html/a.php:3</body></html>',
		outage('ErrorException', 'Undefined index: x in …:3'),
	),
	html(
		'an end of PHP',
		'list',
		500,
		'PHP Fatal error: Out of memory in /home/u/a.php on line 3',
		outage('Out of memory in … on line 3'),
	),
	html('no body', 'list', 500, '', outage('answered with nothing (status 500)')),
	html(
		'a gateway while a reply is sent',
		'reply',
		502,
		nginx('502 Bad Gateway'),
		unknown('502 Bad Gateway'),
	),
	html(
		'a gateway that waited',
		'create',
		504,
		nginx('504 Gateway Time-out'),
		unknown('504 Gateway Time-out'),
	),
];
