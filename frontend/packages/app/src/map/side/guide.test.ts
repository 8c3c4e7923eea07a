import assert from 'node:assert/strict';
import test from 'node:test';
import { arranged, mapOf, recordOf } from '../../../../document/src/index.ts';
import type { Guide, Rule } from '../../../../generated/api.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';
import { progressOf, ticksOf } from './guide.ts';

const RULE: Rule = { says: '', count: 'card', at_least: 1, shows: [], has: [], is_measured: false, in_each: null, found: null };
const guideOf = (...rules: readonly Partial<Rule>[]): Guide => ({ id: 'g', title: '', text: '', steps: [{ id: 'only', title: '', what: '', why: '', next: { text: '', does: '' }, rules: rules.map((rule) => ({ ...RULE, ...rule })) }] });
const lane = (shows: string, position: number) => recordOf(`lane:${shows}`, 'lane', { shows, position });
const SMALL = mapOf([
  recordOf('map', 'map', { title: 'A stay', guide_done: ['ticked'] }), recordOf('persona:a', 'persona', { name: 'Ylva', segment: '' }),
  recordOf('stage:a', 'stage', { position: 0 }), recordOf('stage:b', 'stage', { position: 1 }), recordOf('stage:c', 'stage', { position: 2 }),
  recordOf('step:c1', 'step', { name: 'Pays', stage: 'stage:c', position: 0 }), lane('pain', 0), lane('action', 1), lane('kpi', 2),
  recordOf('cell:1', 'cell', { lane: 'lane:kpi', stage: 'stage:a', query: { what: 'stages' } }), recordOf('cell:2', 'cell', { lane: 'lane:kpi', stage: 'stage:b', text: 'later' }),
  recordOf('card:1', 'card', { lane: 'lane:pain', stage: 'stage:a', to_stage: 'stage:b', text: 'No lift', impact: 0 }), recordOf('card:2', 'card', { lane: 'lane:pain', step: 'step:c1', text: '' }),
  recordOf('card:3', 'card', { lane: 'lane:action', stage: 'stage:a', text: 'Build one', owner: 'Per' }),
]);
const BARE = arranged({ map: SMALL });

function part(rule: Partial<Rule>, { map = SMALL, resolved = BARE }: { map?: typeof SMALL; resolved?: ResolvedMap } = {}): string {
  const check = progressOf({ map, resolved }, guideOf(rule))[0]?.checks[0];
  return `${check?.have} of ${check?.of}`;
}

test('a rule counts what it asks for', () => {
  assert.equal(part({ count: 'persona', at_least: 2 }), '1 of 2');
  assert.equal(part({ count: 'persona', has: ['segment'] }), '0 of 1'); // written, but blank
  assert.equal(part({ shows: ['pain'], at_least: 2 }), '2 of 2');
  assert.equal(part({ shows: ['pain'], at_least: 2, has: ['text'] }), '1 of 2');
  assert.equal(part({ shows: ['pain'], has: ['impact'] }), '1 of 1'); // nought is an answer
  assert.equal(part({ shows: ['pain'], in_each: 'stage' }), '3 of 3'); // one spans two, one stands on a step
  assert.equal(part({ shows: ['action'], in_each: 'stage' }), '1 of 3');
  assert.equal(part({ count: 'cell', is_measured: true, at_least: 2 }), '1 of 2');
  assert.equal(part({ count: 'lane', shows: ['pain', 'findings'] }), '1 of 1');
  assert.equal(part({ count: 'lane', shows: ['quote'] }), '0 of 1');
  assert.equal(part({ in_each: 'stage' }, { map: mapOf([]) }), '0 of 1'); // without stages nothing is in each of them
});

test('what the data found counts as well, in the stage that shows it', () => {
  const mark = (stage: string) => ({ stage, kind: 'pain', quotes: [], feeling: { figure: 1 }, quote: null });
  const resolved = { ...BARE, touchpoints: [mark('a'), mark('b')], pains: [mark('a'), { ...mark('a'), kind: 'delight' }], feelings: [mark('c')] } as unknown as ResolvedMap;
  assert.equal(part({ shows: ['customer_action'], found: 'touchpoints', in_each: 'stage' }, { resolved }), '2 of 3');
  assert.equal(part({ shows: ['pain'], found: 'pains', at_least: 5 }, { resolved }), '3 of 5');
  assert.equal(part({ count: 'cell', shows: ['emotion'], found: 'feelings', in_each: 'stage' }, { resolved }), '1 of 3');
});

test('a step is as far as its rules, and done when somebody ticked it', () => {
  const hard: Rule = { ...RULE, at_least: 1000 };
  const [first] = guideOf().steps;
  assert.ok(first);
  const guide: Guide = { ...guideOf(), steps: [{ ...first, id: 'ticked', rules: [hard] }, { ...first, id: 'not', rules: [hard, RULE] }] };
  assert.deepEqual(progressOf({ map: SMALL, resolved: BARE }, guide).map(({ share, isTicked, isMet }) => ({ share, isTicked, isMet })), [
    { share: 1, isTicked: true, isMet: false }, { share: (3 / 1000 + 1) / 2, isTicked: false, isMet: false },
  ]);
  assert.deepEqual(ticksOf(SMALL), ['ticked']);
  assert.deepEqual(ticksOf(mapOf([])), []);
});
