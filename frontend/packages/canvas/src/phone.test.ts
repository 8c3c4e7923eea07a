import assert from 'node:assert/strict';
import test from 'node:test';
import { blueprint, buyingGroup, future } from '../samples/maps.ts';
import { DEFAULT_VIEW, layout, marksOf, type View } from './index.ts';

const phone: View = { ...DEFAULT_VIEW, medium: 'phone', width: 390 };

test('what supports a stage stands folded under it and opens in place', () => {
  const map = blueprint();
  const stage = map.stages[0]!.id;
  const marks = (unfolded: readonly string[]): string[] => marksOf(layout(map, { ...phone, unfolded })).map((mark) => mark.id);
  const people = map.cards.filter((card) => card.stage === stage && card.lane.endsWith(':people')).map((card) => card.id);
  assert.equal(people.length, 1);
  const folded = marks([]);
  assert.ok(folded.includes(`more:phone:${stage}`) && !folded.includes(people[0]!));
  const open = marks([`phone:${stage}`]);
  assert.ok(open.includes(people[0]!) && open.indexOf(people[0]!) > open.indexOf(`more:phone:${stage}`));
  const other = map.cards.find((card) => card.stage === map.stages[1]!.id && card.lane.endsWith(':system'))!.id;
  assert.equal(open.includes(other), false, 'stage by stage');
});

test('everything that people wrote is on the phone once all is open', () => {
  for (const map of [blueprint(), buyingGroup()]) {
    const marks = new Set(marksOf(layout(map, { ...phone, unfolded: map.stages.map((stage) => `phone:${stage.id}`) })).map((mark) => mark.id));
    assert.deepEqual([...map.cards, ...map.cells].filter((record) => !marks.has(record.id)).map((record) => record.id), []);
  }
});

test('the fold says what it holds, to eyes and to screen readers', () => {
  const map = blueprint();
  const mark = marksOf(layout(map, { ...phone, language: 'sv' })).find((one) => one.id === `more:phone:${map.stages[0]!.id}`)!;
  assert.match(mark.label, /^Visa .*Meddelandeplan/);
});

test('no finding disappears on a phone: the fold tells of the rest and opens', () => {
  const map = future();
  const stage = map.stages[2]!.id;
  const pains = [900, 800, 700, 240, 12].map((customers, n) => ({ ...map.pains[0]!, id: `p${n}`, stage, size: { ...map.pains[0]!.size, figure: customers } }));
  const marks = (unfolded: readonly string[]): string[] => marksOf(layout({ ...map, pains }, { ...phone, unfolded })).map((mark) => mark.id);
  assert.deepEqual(marks([]).filter((id) => /^p\d|^more:pains/.test(id)), ['p0', 'p1', 'p2', `more:pains:${stage}`]);
  assert.equal(marks([`pains:${stage}`]).filter((id) => /^p\d/.test(id)).length, 5);
});
