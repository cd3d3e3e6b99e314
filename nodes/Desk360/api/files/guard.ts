import { isLoopback } from '../auth/credentials';
import { CallFailed } from '../failures/failure';
import type { Question } from '../failures/question';

export const WITHOUT_FILES = 'Switch off Download Attachments to get the ticket without its files';

/** Private, link-local, loopback and others that are no place of the internet; lengths in bits. */
const LOCAL_NETWORKS: ReadonlyArray<readonly [network: string, bits: number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
];

function asNumber(address: string): number {
	return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

function isLocalV4(address: string): boolean {
	const number = asNumber(address);
	return LOCAL_NETWORKS.some(([network, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(number / size) === asNumber(network) / size;
	});
}

/** The eight groups of an IPv6 address as URLs write it: in lower case, without leading zeros. */
function groupsOf(address: string): number[] {
	const [head = '', tail] = address.split('::');
	const parse = (part: string) =>
		part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
	const front = parse(head);
	if (tail === undefined) return front;
	const back = parse(tail);
	return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
}

function isLocalV6(address: string): boolean {
	const groups = groupsOf(address);
	const [first = 0] = groups;
	const [high = 0, low = 0] = groups.slice(-2);
	const isUnspecifiedOrLoopback = groups.slice(0, 7).every((group) => group === 0) && low <= 1;
	const isUniqueOrLinkLocal = (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80;
	const isMulticast = (first & 0xff00) === 0xff00;
	if (isUnspecifiedOrLoopback || isUniqueOrLinkLocal || isMulticast) return true;
	const isMapped =
		groups.slice(0, 5).every((group) => group === 0) && [0, 0xffff].includes(groups[5] ?? 0);
	const isTranslated = first === 0x64 && groups[1] === 0xff9b;
	return (
		(isMapped || isTranslated) && isLocalV4([high >> 8, high & 255, low >> 8, low & 255].join('.'))
	);
}

/** On this machine or its network. URLs write every form of an IPv4 address in the usual one. */
export function isLocal({ hostname }: URL): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host === 'localhost' || host.endsWith('.localhost')) return true;
	if (host.startsWith('[')) return isLocalV6(host.slice(1, -1));
	return /^\d+\.\d+\.\d+\.\d+$/.test(host) && isLocalV4(host);
}

function refuse(message: string, description: string): never {
	throw new CallFailed({
		kind: 'refused',
		message,
		description: `${description}. ${WITHOUT_FILES}`,
	});
}

/**
 * A local Desk360 may link to local files; a remote one must not make n8n ask services of this machine or its network.
 *
 * @param address the API's
 * @throws CallFailed when nothing is to be fetched there
 */
export function requireAllowed(url: URL, address: URL, { subject }: Question): void {
	if (url.protocol !== 'https:' && !(isLoopback(url) && isLoopback(address))) {
		refuse(`The link of ${subject} does not start with https`, 'It is not fetched unencrypted');
	}
	if (isLocal(url) && !isLocal(address)) {
		refuse(
			`The link of ${subject} leads to ${url.host}, an address of this machine or its network`,
			'It is not fetched, because Desk360 is elsewhere',
		);
	}
}
