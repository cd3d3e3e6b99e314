import { describe, expect, test } from '@jest/globals';

import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import { isLocal, requireAllowed } from '../../../../nodes/Desk360/api/files/guard';

const SUBJECT = 'the attachment "a.png"';
const QUESTION = { effect: 'read', subject: SUBJECT, target: SUBJECT } as const;

const REMOTE = 'https://api.desk360.com/v1';

/** The message of the refusal; undefined when the file may be fetched. */
function refusalOf(url: string, api = REMOTE): string | undefined {
	try {
		requireAllowed(new URL(url), new URL(api), QUESTION);
		return undefined;
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(CallFailed);
		const { kind, message, description } = (thrown as CallFailed).failure;
		expect(kind).toBe('refused');
		expect(description).toMatch(/Switch off Download Attachments/);
		return message;
	}
}

const LOCAL = [
	'https://localhost/a',
	'https://LOCALHOST:8443/a',
	'https://localhost./a',
	'https://files.localhost/a',
	'https://127.0.0.1/a',
	'https://127.0.0.1./a',
	'https://127.255.255.254/a',
	'https://127.1/a',
	'https://2130706433/a',
	'https://0x7f000001/a',
	'https://0x7f.1/a',
	'https://0177.0.0.1/a',
	'https://①②⑦.0.0.1/a',
	'https://0.0.0.0/a',
	'https://0/a',
	'https://10.0.0.5/a',
	'https://10.255.255.255/a',
	'https://100.64.0.1/a',
	'https://100.127.255.255/a',
	'https://169.254.169.254/latest/meta-data',
	'https://0xa9fea9fe/latest/meta-data',
	'https://172.16.0.1/a',
	'https://172.31.255.255/a',
	'https://192.0.0.1/a',
	'https://192.168.1.1/a',
	'https://198.18.0.1/a',
	'https://198.19.255.255/a',
	'https://224.0.0.1/a',
	'https://255.255.255.255/a',
	'https://[::1]/a',
	'https://[::]/a',
	'https://[0:0:0:0:0:0:0:1]/a',
	'https://[::ffff:127.0.0.1]/a',
	'https://[::ffff:a9fe:a9fe]/a',
	'https://[::127.0.0.1]/a',
	'https://[::10.0.0.5]/a',
	'https://[64:ff9b::192.168.0.1]/a',
	'https://[fc00::1]/a',
	'https://[fd12:3456::1]/a',
	'https://[fe80::1]/a',
	'https://[febf::1]/a',
	'https://[fec0::1]/a',
	'https://[ff02::1]/a',
];

const ELSEWHERE = [
	'https://files.example.com/a',
	'https://localhost.example.com/a',
	'https://mylocalhost/a',
	'https://10.example.com/a',
	'https://1.1.1.1/a',
	'https://9.255.255.255/a',
	'https://11.0.0.0/a',
	'https://100.63.255.255/a',
	'https://100.128.0.0/a',
	'https://126.255.255.255/a',
	'https://128.0.0.1/a',
	'https://169.253.1.1/a',
	'https://172.15.255.255/a',
	'https://172.32.0.1/a',
	'https://192.0.1.1/a',
	'https://192.169.0.1/a',
	'https://198.20.0.1/a',
	'https://223.255.255.255/a',
	'https://[2001:db8::1]/a',
	'https://[2606:4700::1111]/a',
	'https://[::ffff:1.1.1.1]/a',
	'https://[64:ff9b::1.1.1.1]/a',
	'https://[1:2:3:4:5:6:7:8]/a',
];

describe('an address of this machine or its network', () => {
	test.each(LOCAL)('is %s, and not fetched for a Desk360 that is elsewhere', (url) => {
		expect(isLocal(new URL(url))).toBe(true);
		expect(refusalOf(url)).toBe(
			`The link of ${SUBJECT} leads to ${new URL(url).host}, an address of this machine or its network`,
		);
	});

	test.each(LOCAL)('is %s, and fetched when Desk360 is there too', (url) => {
		expect(refusalOf(url, 'http://127.0.0.1:3600/v1')).toBeUndefined();
		expect(refusalOf(url, 'https://10.0.0.5/v1')).toBeUndefined();
	});

	test.each(ELSEWHERE)('is not %s', (url) => {
		expect(isLocal(new URL(url))).toBe(false);
		expect(refusalOf(url)).toBeUndefined();
	});
});

describe('an address without https', () => {
	test.each([
		'http://files.example.com/a',
		'ftp://files.example.com/a',
		'file:///etc/passwd',
		'data:,a',
	])('is not fetched: %s', (url) => {
		for (const api of [REMOTE, 'http://127.0.0.1:3600/v1']) {
			expect(refusalOf(url, api)).toBe(`The link of ${SUBJECT} does not start with https`);
		}
	});

	test('of this machine is fetched for the local Desk360 alone', () => {
		const url = 'http://localhost:3601/a';
		expect(refusalOf(url, 'http://127.0.0.1:3600/v1')).toBeUndefined();
		expect(refusalOf(url, 'https://10.0.0.5/v1')).toMatch(/does not start with https$/);
		expect(refusalOf(url)).toMatch(/does not start with https$/);
		expect(refusalOf('http://10.0.0.5/a', 'http://127.0.0.1:3600/v1')).toMatch(/with https$/);
	});
});
