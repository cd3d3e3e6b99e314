import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { History, Step } from './history';
import { live } from './lived';
import { openStage } from './stage';
declare const CASE: History;
declare const WORD: string;
let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => { stage = await openStage(); });
afterAll(async () => { await stage.close(); });
function* smaller(h: History): Generator<History> {
	const plain: Partial<History> = { includeDetails: false, isDurable: false, callsPerMinute: null, answers: 'documented', ties: 'stable', idsAs: 'number', clockAheadSeconds: 0, maxTickets: 500, before: 0 };
	for (const [key, value] of Object.entries(plain)) if (JSON.stringify((h as never)[key]) !== JSON.stringify(value)) yield { ...h, [key]: value };
	if (h.watch.filter !== 'none') yield { ...h, watch: { ...h.watch, filter: 'none' } };
	for (const e of h.watch.events) if (h.watch.events.length > 1) yield { ...h, watch: { ...h.watch, events: h.watch.events.filter((x) => x !== e) } };
	for (const p of [1, 2, 3] as const) if (h.watch.products === 'all' || p < h.watch.products) yield { ...h, watch: { ...h.watch, products: p } };
	if (h.products > 1) yield { ...h, products: h.products - 1 };
	if (h.before > 1) { yield { ...h, before: Math.floor(h.before / 2) }; yield { ...h, before: h.before - 1 }; }
	for (const [i, s] of h.steps.entries()) {
		const put = (x?: unknown) => ({ ...h, steps: [...h.steps.slice(0, i), ...(x ? [x as Step] : []), ...h.steps.slice(i + 1)] });
		yield put();
		if ('fault' in s && s.fault) { const { fault, ...rest } = s; yield put(rest); }
		if ('fate' in s && s.fate !== 'kept') yield put({ ...s, fate: 'kept' });
		if ('between' in s) for (const [j] of s.between.entries()) yield put({ ...s, between: s.between.filter((_, k) => k !== j) });
		if ('count' in s && s.count > 1) { yield put({ ...s, count: Math.ceil(s.count / 2) }); yield put({ ...s, count: s.count - 1 }); }
		if ('at' in s && s.at) yield put({ ...s, at: 0 });
		if ('between' in s) for (const [j, b] of s.between.entries()) {
			const c = b.happening as { count?: number; at?: number };
			const with_ = (x: unknown) => put({ ...s, between: s.between.map((o, k) => (k === j ? { ...b, happening: x } : o)) });
			if (c.count && c.count > 1) { yield with_({ ...c, count: Math.ceil(c.count / 2) }) as History; yield with_({ ...c, count: c.count - 1 }) as History; }
			if (c.at) yield with_({ ...c, at: 0 }) as History;
		}
	}
}
test('case', async () => {
	let h = CASE;
	const bad = async (x: History) => (await live(x, stage)).some((c) => c.includes(WORD));
	if (!(await bad(h))) throw new Error('does not fail');
	let tries = 0;
	for (let again = true; again && tries < 250;) {
		again = false;
		for (const s of smaller(h)) {
			if (tries++ > 250) break;
			if (await bad(s)) { h = s; again = true; process.stderr.write('SMALLER ' + JSON.stringify(h) + '\n'); break; }
		}
	}
	console.log(JSON.stringify(h), await live(h, stage));
}, 600_000);
