import assert from 'node:assert/strict';
import test from 'node:test';
import type { FigureRow } from '../../../generated/resolvedmap.ts';
import { figureRow, flowing } from '../../samples/measured.ts';
import { future } from '../../samples/maps.ts';
import { DEFAULT_VIEW, flat, isHyphened, layout, restsOn, tongue, toSvg, type Scene } from '../index.ts';
import { kindOf } from '../kinds.ts';
import { leftOut, rangeOf } from './figures.ts';

const { stages } = flowing(['a', 'b'], [null, null], [40, 30]);

function level(unit: string, of: number): FigureRow {
  const row = figureRow('repeat_share', unit, { stages, start: 1, target: null });
  return { ...row, cells: row.cells.map((cell) => ({ ...cell, trend: cell.trend.map(() => of) })) };
}

function wordsIn(scene: Scene): string[] {
  return scene.blocks.flatMap((block) => [...flat(block.shapes)].flatMap((shape) => (shape.kind === 'text' ? [shape.text] : [])));
}

test('the scale of a level line stays where its unit can be', () => {
  assert.deepEqual(rangeOf(level('share', 0)), { low: 0, high: 0.05 });
  assert.deepEqual(rangeOf(level('share', 1)), { low: 0.95, high: 1 });
  assert.deepEqual(rangeOf(level('points', -20)), { low: -22, high: -18 });
});

test('a row of figures says what its ends mean, and the first line that has room carries its scale', () => {
  const map = future();
  const words = wordsIn(layout({ ...map, figures: map.figures.map((row) => ({ ...row, higher_is_better: false })) }, { ...DEFAULT_VIEW, language: 'sv' }));
  assert.ok(words.includes('högre är nöjdare'));
  const own = map.lanes.map((lane) => (lane.shows === 'csat_mean' ? { ...lane, shows: 'own_kpi' } : lane));
  const figures = [{ ...map.figures[0]!, id: 'own_kpi', higher_is_better: false }, map.figures[1]!];
  assert.ok(wordsIn(layout({ ...map, lanes: own, figures }, DEFAULT_VIEW)).includes('lower is better'));
  const range = rangeOf(map.figures[0]!)!;
  const ends = [range.high, range.low].map((end) => tongue('sv').number(end, 2));
  assert.deepEqual(ends.filter((end) => words.includes(end)), ends);
});

test('a short duration keeps the unit that everybody reads, and one channel is no channels', () => {
  assert.equal(tongue('da').brief(246), '4,1\u00a0min.');
  assert.equal(tongue('en').brief(246), '4.1\u00a0mins');
  const map = future();
  const one = { ...map, touchpoints: map.touchpoints.slice(0, 1) };
  assert.deepEqual(restsOn(tongue('da'), one).slice(2, 3), [{ figure: '1', word: 'kanal' }]);
});

test('a card written among the findings of the data has its mark', () => {
  assert.deepEqual([kindOf('findings').sign, kindOf('findings').size], ['dot', 14]);
});

test('words with a hyphen are set without tabular figures, which would widen it', () => {
  assert.deepEqual(['e-mail', '2026-01-02', '−3'].map(isHyphened), [true, false, false]);
  assert.match(toSvg(layout(future(), DEFAULT_VIEW), { theme: 'light' }), /style="font-variant-numeric:normal">[^<]*E-mail/);
});

const row = (left_out: FigureRow['left_out']): FigureRow => ({ id: 'order_value_mean', unit: 'SEK', variant: 'order_value_mean', higher_is_better: true, cells: [], left_out });

test('a figure of money says which orders it does not hold', () => {
  assert.equal(leftOut(tongue('sv'), row({ orders: 60, currencies: ['DKK', 'NOK'] })), 'utan 60\u00a0order i DKK, NOK');
  assert.equal(leftOut(tongue('en'), row({ orders: 1, currencies: [''] })), 'without 1\u00a0order in an unnamed currency');
  assert.equal(leftOut(tongue('nb'), row({ orders: null, currencies: ['DKK'] })), 'uten noen få ordrer i DKK');
  assert.equal(leftOut(tongue('da'), row(null)), '');
});
