import { describe, expect, test } from '@jest/globals';

import { allSources, shippedSources } from '../support/sourceFiles';

const NODE = 'nodes/Desk360/';

/** The rooms of `api/`, the lowest first: each imports itself and those before it. */
const API_ROOMS = ['common', 'failures', 'rateLimit', 'http', 'auth', 'files'];

const files = shippedSources();
const everything = allSources();
const byPath = new Map(everything.map((file) => [file.path, file]));

/** A circle of imports that can be reached from a file. */
function circleFrom(path: string, way: string[], done: Set<string>): string[] {
	if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
	if (done.has(path)) return [];
	for (const next of byPath.get(path)?.imports ?? []) {
		const circle = circleFrom(next, [...way, path], done);
		if (circle.length > 0) return circle;
	}
	done.add(path);
	return [];
}

/** The room of a file of `api/`: -1 for what lies above all rooms, or elsewhere. */
function heightOf(path: string): number {
	const [, room = ''] = /^nodes\/Desk360\/api\/(\w+)\//.exec(path) ?? [];
	return API_ROOMS.indexOf(room);
}

describe('imports', () => {
	test('are all found', () => {
		expect(files.length).toBeGreaterThan(80);
		expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
		expect(everything.flatMap(({ imports }) => imports).length).toBeGreaterThan(1000);
	});

	test('go round in no circle, be it of types', () => {
		const done = new Set<string>();
		const circles = everything.map(({ path }) => circleFrom(path, [], done));
		expect(circles.filter((circle) => circle.length > 0)).toEqual([]);
	});

	test('of a room of api/ lead to rooms below it', () => {
		const wrong = files.flatMap(({ path, imports }) =>
			imports
				.filter((target) => heightOf(path) >= 0 && heightOf(target) > heightOf(path))
				.map((target) => `${path} -> ${target}`),
		);
		expect(wrong).toEqual([]);
	});

	test('of what reads the list lead to what is known, and to nothing that decides', () => {
		const list = `${NODE}trigger/list/`;
		const beside = ['seen', 'stamps', 'state', 'stopEarly'].map((name) => `trigger/${name}.ts`);
		const known = ['api/', 'trigger/list/', ...beside].map((path) => `${NODE}${path}`);
		const readers = files.filter(({ path }) => path.startsWith(list));
		expect(readers.length).toBeGreaterThan(5);
		const wrong = readers.flatMap(({ path, imports }) =>
			imports
				.filter((target) => target.startsWith(NODE) && !known.some((one) => target.startsWith(one)))
				.map((target) => `${path} -> ${target}`),
		);
		expect(wrong).toEqual([]);
	});

	test('of api/ and fields/ never lead to what shows or runs an operation', () => {
		const wrong = files
			.filter(({ path }) => path.startsWith(`${NODE}api/`) || path.startsWith(`${NODE}fields/`))
			.flatMap(({ path, imports }) => imports.map((target) => `${path} -> ${target}`))
			.filter((found) => /-> nodes\/Desk360\/(operations|trigger|methods)\//.test(found));
		expect(wrong).toEqual([]);
	});
});
