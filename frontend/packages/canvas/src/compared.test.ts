import assert from 'node:assert/strict';
import test from 'node:test';
import type { ComparedFigure, MapComparison, ResolvedMap } from '../../generated/resolvedmap.ts';
import { figureRow, flowing, NOTHING, touchpoints } from '../samples/measured.ts';
import { comparedLabel, differenceText, gapText, heldAgainst } from './compared.ts';
import { layout } from './layout.ts';
import { comparisonTold } from './lanes/title.ts';
import { tongue } from './say.ts';
import { flat, marksOf } from './scene.ts';
import { toSvg } from './svg.ts';
import { DEFAULT_VIEW } from './view.ts';

const flow = flowing(['awareness', 'consideration', 'purchase'], [null, null, null], [1400, 900, 400]);
const map: ResolvedMap = {
  ...NOTHING, ...flow, base: { ...NOTHING.base, customers: 1400, interactions: 9000 }, period: { start: '2026-01-01', end: '2026-04-01' },
  touchpoints: touchpoints(flow.stages), figures: [figureRow('csat_mean', 'score', { stages: flow.stages, start: 4, target: null })],
};

function held(aspect: string, id: string, more: Partial<ComparedFigure> = {}): ComparedFigure {
  const versus = { ...map.stages[0]!.share, figure: 0.4, n: 500 };
  return { aspect, id, versus, difference: 0.1, interval: { low: 0.06, high: 0.14 }, p: 0.001, differs: true, ...more };
}

function against(figures: readonly ComparedFigure[]): ResolvedMap {
  const compared: MapComparison = { where: 'country = DK', base: { ...map.base, customers: 500 }, period: map.period, figures, tested: figures.length, held: figures.filter((one) => one.differs).length };
  return { ...map, compared };
}

const all = against([
  ...map.stages.map((stage, n) => held('stage', stage.id, n === 0 ? { differs: false } : {})),
  ...map.touchpoints.map((mark) => held('touchpoint', mark.id, { difference: -0.1, interval: { low: -0.14, high: -0.06 } })),
  ...map.figures.flatMap((row) => row.cells.map((cell) => held('figure', cell.id))),
]);

test('a difference carries its sign and its interval in the unit of its figure, in every language', () => {
  const english = tongue('en');
  const share = held('stage', 'x', { difference: -0.0214, interval: { low: -0.03, high: -0.012 } });
  assert.equal(`${differenceText(english, share)} ${gapText(english, share)}`, '−2.1 ±0.9');
  assert.equal(differenceText(tongue('sv'), share), '−2,1');
  const wait = held('figure', 'x', { difference: 7200, interval: { low: 3600, high: 10800 }, versus: { ...share.versus, unit: 'seconds' } });
  assert.equal(differenceText(english, wait).startsWith('+'), true);
  assert.equal(differenceText(english, held('figure', 'x', { difference: null })), '');
});

test('the picture says whom it is held against and how many differences hold', () => {
  const told = comparisonTold(tongue('en'), all)!;
  assert.match(told.against, /customers where country is Denmark: 500\scustomers$/);
  assert.match(told.summary, new RegExp(`^${all.compared!.held}\\sdifferences hold of ${all.compared!.tested} compared`));
  assert.match(comparisonTold(tongue('en'), against([held('stage', 'x', { differs: false })]))!.summary, /^None of 1/);
  assert.equal(comparisonTold(tongue('en'), map), null);
  const drawn = toSvg(layout(all, DEFAULT_VIEW), { theme: 'print' });
  assert.ok(drawn.includes(told.summary));
});

test('more points up, less points down, and what may be chance has no arrow and steps back', () => {
  const scene = layout(all, DEFAULT_VIEW);
  const heads = scene.blocks.find((block) => block.id === 'heads')!;
  const stages = [...flat(heads.shapes)].filter((shape) => shape.kind === 'group' && shape.mark?.id.startsWith('stage:'));
  const arrows = stages.map((shape) => (shape.kind === 'group' ? shape.children.filter((child) => child.kind === 'path' && child.stroke === 'ink1' && child.cap === 'round').length : 0));
  assert.deepEqual(arrows.slice(0, 2), [0, 1]);
  const first = stages[0]!;
  const inks = first.kind === 'group' ? first.children.flatMap((child) => (child.kind === 'text' && /^[+−]/.test(child.text) ? [child.fill] : [])) : [];
  assert.deepEqual(inks, ['ink3']);
});

test('every mark that is compared says so to those who listen, on the sheet and on a phone', () => {
  for (const view of [DEFAULT_VIEW, { ...DEFAULT_VIEW, medium: 'phone' as const, width: 390 }]) {
    const marks = new Map(marksOf(layout(all, view)).map((mark) => [mark.id, mark.label]));
    const stage = all.stages[1]!;
    assert.match(marks.get(`stage:${stage.id}`) ?? '', /the other group 40\.0\s?%, difference \+10\.0 ±4\.0, holds/);
    const touchpoint = map.touchpoints.find((mark) => marks.has(mark.id))!;
    assert.ok(marks.get(touchpoint.id)!.endsWith(comparedLabel(tongue('en'), heldAgainst(all, 'touchpoint', touchpoint.id))));
  }
});
