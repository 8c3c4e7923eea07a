import assert from 'node:assert/strict';
import test from 'node:test';
import type { BoundCell, Measurement, ResolvedMap } from '../../generated/resolvedmap.ts';
import { arranged } from './arrange.ts';
import { unmeasured } from './measured.ts';
import { mapOf, recordOf, withFields, type MapRecord } from './record.ts';
import { grid } from './testing/maps.ts';

const count = (figure: number): Measurement => ({ ...unmeasured('count'), figure, n: figure, provenance: 'measured' });
const stage = (id: string, reach: number): ResolvedMap['stages'][number] => ({ id, name: null, reach: count(reach), share: count(1), wait_to_next: null, tints: {} });
const flow = (kind: string, from: string | null, to: string | null): ResolvedMap['flows'][number] => ({ id: `${kind}:${from}:${to}`, kind, from_stage: from, to_stage: to, customers: 5, share: count(1), wait: null, tints: {} });

/** Awareness and purchase were measured, with one KPI and one touchpoint. */
const figures = {
  ...arranged({ map: mapOf([]) }),
  id: 'found', title: 'Found', base: { customers: 10, interactions: 30, period: null, journeys: null },
  stages: [stage('awareness', 10), stage('purchase', 6)],
  flows: [flow('enter', null, 'awareness'), flow('forward', 'awareness', 'purchase'), flow('leave', 'purchase', null)],
  touchpoints: [{ id: 'Till', name: 'Till', stage: 'purchase', placement: 'inferred' }],
  pains: [{ id: 'pain:wait', stage: 'purchase' }],
  figures: [{ id: 'csat_mean', unit: 'score', variant: 'csat_mean', higher_is_better: true, left_out: null, cells: [{ id: 'csat_mean:purchase', stage: 'purchase', measurement: count(4), trend: [], trend_n: [], target: null }] }],
} as unknown as ResolvedMap;

const stages = [
  recordOf('stage:awareness', 'stage', { position: 0 }),
  recordOf('stage:purchase', 'stage', { name: 'Köp', position: 1 }),
  recordOf('stage:after', 'stage', { name: 'Efter', position: 2 }),
];

function lane(id: string, shows: string, position: number, more: Record<string, string | boolean> = {}): MapRecord {
  return recordOf(`lane:${id}`, 'lane', { shows, position, ...more });
}

function found(record: MapRecord): MapRecord {
  return withFields(record, Object.fromEntries(Object.entries(record.fields).map(([name, field]) => [name, { ...field, provenance: 'measured' }])));
}

test('stages stand in the order of the document with the figures of what they follow; without data they have none', () => {
  const follower = recordOf('stage:x', 'stage', { name: 'Upptäckt', position: -1, follows: 'awareness' });
  const map = mapOf([...stages.slice(1), follower]);
  const drawn = arranged({ map, figures });
  assert.deepEqual(drawn.stages.map(({ id, name, reach }) => [id, name, reach.figure, reach.n]), [['x', 'Upptäckt', 10, 10], ['purchase', 'Köp', 6, 6], ['after', 'Efter', null, 0]]);
  assert.deepEqual(drawn.flows.map((one) => [one.kind, one.from_stage, one.to_stage]), [['enter', null, 'x'], ['forward', 'x', 'purchase'], ['leave', 'purchase', null]]);
});

test('what belongs to a stage that is gone is not drawn; a flow that a new order turned round is a way back', () => {
  const gone = arranged({ map: mapOf(stages.slice(0, 1)), figures });
  assert.deepEqual([gone.pains, gone.touchpoints, gone.flows.map((one) => one.kind)], [[], [], ['enter']]);
  const turned = arranged({ map: mapOf([recordOf('stage:awareness', 'stage', { position: 5 }), ...stages.slice(1)]), figures });
  assert.deepEqual(turned.flows.map((one) => one.kind), ['enter', 'loop', 'leave']);
});

test('without figures a map of words is whole', () => {
  const drawn = arranged({ map: mapOf([recordOf('map', 'map', { title: 'Framtid', form: 'future_state', is_planned: true }), ...stages]), view: { id: 'm1' } });
  assert.deepEqual([drawn.id, drawn.title, drawn.form, drawn.is_planned, drawn.base.customers], ['m1', 'Framtid', 'future_state', true, 0]);
  assert.deepEqual(drawn.stages.map((one) => one.name), [null, 'Köp', 'Efter']);
});

test('lanes stand in their order with their cards; a card stands below its step, covers stages, or all of them', () => {
  const map = mapOf([
    ...stages, lane('b', 'action', 1), lane('a', 'need', 0, { name: 'Behov', is_locked: true }),
    recordOf('step:a', 'step', { name: 'Betala', stage: 'stage:purchase', position: 0 }),
    recordOf('card:1', 'card', { lane: 'lane:b', stage: 'stage:awareness', to_stage: 'stage:after', position: 2, text: 'Film', status: 'planned', owner: 'Anna', about: 'pain:wait', kpi: 'csat_mean', image: 'p 1' }),
    recordOf('card:2', 'card', { lane: 'lane:b', step: 'step:a', position: 0, text: 'Kö' }),
    recordOf('card:3', 'card', { lane: 'lane:b', position: 1, text: 'Alltid', to_stage: 'stage:awareness' }),
  ]);
  const drawn = arranged({ map, figures, view: { pictures: {} } });
  assert.deepEqual(drawn.lanes.map(({ id, shows, name, is_locked }) => [id, shows, name, is_locked]), [['lane:a', 'need', 'Behov', true], ['lane:b', 'action', null, false]]);
  assert.deepEqual(drawn.cards.map(({ text, stage: at, step, to_stage }) => [text, at, step, to_stage]), [
    ['Alltid', 'awareness', null, 'after'], ['Film', 'awareness', null, 'after'], ['Kö', 'purchase', 'step:a', null],
  ]);
  const film = drawn.cards[1];
  assert.deepEqual([film?.status, film?.owner, film?.about, film?.kpi, film?.image], ['planned', 'Anna', 'pain:wait', 'csat_mean', '/api/pictures/p%201']);
});

test('steps follow each other with their sub-steps after them, even where two moved into each other', () => {
  const step = (id: string, position: number, parent?: string): MapRecord => recordOf(`step:${id}`, 'step', { name: id, stage: 'stage:purchase', position, parent: parent ? `step:${parent}` : undefined });
  const map = mapOf([...stages, step('b', 1), step('a', 0), step('b2', 1, 'b'), step('b1', 0, 'b'), step('x', 8, 'y'), step('y', 9, 'x')]);
  assert.deepEqual(arranged({ map }).steps.map(({ name, parent, stage: at }) => [name, parent, at]), [
    ['a', null, 'purchase'], ['b', null, 'purchase'], ['b1', 'step:b', 'purchase'], ['b2', 'step:b', 'purchase'], ['x', null, 'purchase'], ['y', null, 'purchase'],
  ]);
});

test('an entry of the library fills what a card leaves out, and its uses are counted', () => {
  const library = mapOf([recordOf('entry:1', 'entry', { shows: 'pain', text: 'Kön är lång', note: 'Lördagar', owner: 'Bo' }), recordOf('entry:2', 'entry', { shows: 'persona', name: 'Maja', quote: 'Snabbt!', portrait: { hair: 'dark' } })]);
  const map = mapOf([
    ...stages, lane('a', 'pain', 0), recordOf('persona:1', 'persona', { of: 'entry:2', role: 'buyer' }),
    ...['1', '2'].map((id) => recordOf(`card:${id}`, 'card', { lane: 'lane:a', stage: 'stage:purchase', of: 'entry:1', owner: id === '2' ? 'Eva' : undefined })),
  ]);
  const drawn = arranged({ map, library });
  assert.deepEqual(drawn.cards.map(({ text, note, owner, uses }) => [text, note, owner, uses]), [['Kön är lång', 'Lördagar', 'Bo', 2], ['Kön är lång', 'Lördagar', 'Eva', 2]]);
  assert.equal(arranged({ map, library, view: { uses: { 'entry:1': 7 } } }).cards[0]?.uses, 7);
  assert.deepEqual(drawn.personas[0], { id: 'persona:1', name: 'Maja', role: 'buyer', portrait: { hair: 'dark' }, quote: 'Snabbt!', share: null });
});

test('a bound cell shows the figure of today, else the one that was written down; a found one is left to the data', () => {
  const written = { figure: 3, unit: 'score', variant: 'csat_mean', n: 40, interval: [2.8, 3.2], small_sample: true };
  const map = mapOf([
    ...stages, lane('kpi', 'kpi', 0), lane('csat', 'csat_mean', 1),
    recordOf('cell:1', 'cell', { lane: 'lane:kpi', stage: 'stage:purchase', query: { what: 'kpis' }, measurement: written, target: 5 }),
    recordOf('cell:2', 'cell', { lane: 'lane:kpi', stage: 'stage:after', query: { what: 'kpis' } }),
    found(recordOf('cell:3', 'cell', { lane: 'lane:csat', stage: 'stage:purchase', measurement: written })),
    recordOf('cell:4', 'cell', { lane: 'lane:csat', stage: 'stage:purchase', target: 4.5 }),
  ]);
  const bound: BoundCell = { id: 'cell:2', lane: '', stage: null, step: null, to_stage: null, text: null, measurement: count(9), trend: [8, 9], trend_n: [1, 1], target: null, provenance: 'measured' };
  const drawn = arranged({ map, figures, cells: { 'cell:2': bound } });
  assert.deepEqual(drawn.cells.map(({ id, measurement, trend, target }) => [id, measurement?.figure ?? null, trend.length, target]), [['cell:1', 3, 0, 5], ['cell:2', 9, 2, null], ['cell:4', null, 0, 4.5]]);
  assert.deepEqual([drawn.cells[0]?.measurement?.interval, drawn.cells[0]?.measurement?.is_small_sample], [{ low: 2.8, high: 3.2 }, true]);
  assert.equal(drawn.figures[0]?.cells[0]?.target, 4.5);
  assert.deepEqual(arranged({ map }).cells.map((cell) => cell.id), ['cell:1', 'cell:2', 'cell:3', 'cell:4']);
});

test('an action shows the day by which it is due; what is no day is left out', () => {
  const due = (id: string, day: string): MapRecord => recordOf(`card:${id}`, 'card', { lane: 'lane:a', stage: 'stage:purchase', text: 'Svara', due: day });
  const drawn = arranged({ map: mapOf([...stages, lane('a', 'action', 0), due('1', '2026-12-15'), due('2', 'before Christmas'), due('3', '2026-13-45')]) });
  assert.deepEqual(drawn.cards.map((card) => card.until), ['2026-12-15', null, null]);
});

test('curves by hand: one for each persona, as it is and as it is to be, points from left to right', () => {
  const map = mapOf([
    ...stages, lane('e', 'emotion', 0), lane('arc', 'arc', 1), recordOf('persona:m', 'persona', { name: 'Maja' }),
    recordOf('cell:1', 'cell', { lane: 'lane:e', stage: 'stage:purchase', level: -9, text: 'Kö' }),
    recordOf('cell:2', 'cell', { lane: 'lane:e', stage: 'stage:awareness', level: 1 }),
    recordOf('cell:3', 'cell', { lane: 'lane:e', stage: 'stage:awareness', level: 2, is_planned: true, persona: 'persona:m' }),
    recordOf('cell:4', 'cell', { lane: 'lane:arc', stage: 'stage:after', level: 0.5 }),
  ]);
  const drawn = arranged({ map });
  assert.deepEqual(drawn.curves.map(({ lane: at, kind, persona, is_planned, points }) => [at, kind, persona, is_planned, points.map((point) => [point.stage, point.level, point.position_share])]), [
    ['lane:e', 'feeling', null, false, [['awareness', 1, 0.5], ['purchase', -2, 0.5]]],
    ['lane:e', 'feeling', 'persona:m', true, [['awareness', 2, 0.5]]],
    ['lane:arc', 'arc', null, false, [['after', 0.5, 0.5]]],
  ]);
  assert.deepEqual(drawn.cells, []);
});

test('a touchpoint that somebody moved to another stage stands there', () => {
  const map = mapOf([...stages, recordOf('step:Till', 'step', { name: 'Till', stage: 'stage:after', position: 0, touchpoint: 'Till' })]);
  assert.deepEqual(arranged({ map, figures }).touchpoints.map(({ stage: at, placement }) => [at, placement]), [['after', 'asserted']]);
});

test('seen for one persona, what is another one\'s is left out', () => {
  const map = mapOf([...stages, recordOf('persona:a', 'persona', { name: 'A' }), recordOf('persona:b', 'persona', { name: 'B' }),
    lane('1', 'need', 0), lane('2', 'need', 1, { persona: 'persona:b' }),
    ...['a', 'b'].map((who) => recordOf(`card:${who}`, 'card', { lane: 'lane:1', stage: 'stage:purchase', persona: `persona:${who}`, text: who }))]);
  const drawn = arranged({ map, view: { persona: 'persona:a' } });
  assert.deepEqual([drawn.lanes.map((one) => one.id), drawn.cards.map((card) => card.text)], [['lane:1'], ['a']]);
});

test('a card that has not changed is the very same object again', () => {
  const before = grid(3, 3);
  const after = mapOf([...before.records.values()].map((one) => (one.id === 'card:4' ? withFields(one, { owner: null }) : one)));
  const [first, second] = [arranged({ map: before, figures }).cards, arranged({ map: after, figures }).cards];
  assert.deepEqual(second.filter((card, at) => card !== first[at]).map((card) => card.id), ['card:4']);
});

test('fifty stages and thirty lanes are put together within 15 ms', () => {
  const map = grid(50, 30);
  const times: number[] = [];
  const paces: number[] = []; // how fast the machine is meanwhile: the same records through JSON and back
  const most = (): number => Math.max(15, Math.min(...paces));
  while (times.length < 9 || (times.length < 60 && Math.min(...times) >= most())) {
    const start = performance.now();
    assert.equal(arranged({ map, figures }).cards.length, 1500);
    const end = performance.now();
    times.push(end - start);
    structuredClone(JSON.parse(JSON.stringify([...map.records.values()])));
    paces.push(performance.now() - end);
  }
  console.log(`the machine's pace: ${Math.min(...paces).toFixed(1)} ms`);
  console.log(`arranged in ${Math.min(...times).toFixed(1)} ms (best)`);
  assert.ok(Math.min(...times) < most(), `the best took ${Math.min(...times)} ms`);
});
