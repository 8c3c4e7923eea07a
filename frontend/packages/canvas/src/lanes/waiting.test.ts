import assert from 'node:assert/strict';
import test from 'node:test';
import type { BoundCell, ResolvedMap } from '../../../generated/resolvedmap.ts';
import { figure, NOTHING } from '../../samples/measured.ts';
import { future } from '../../samples/maps.ts';
import { DEFAULT_VIEW, flat, laneHeights, layout, type Scene, type View } from '../index.ts';

/** A map before its figures came: what people wrote is there, nothing that the data draws. */
function uncounted(map: ResolvedMap): ResolvedMap {
  const { flows, touchpoints, links, feelings, pains, figures, messages } = NOTHING;
  return { ...map, flows, touchpoints, links, feelings, pains, figures, messages, stages: map.stages.map((stage) => ({ ...stage, reach: figure(null, 'count'), share: figure(null, 'share'), wait_to_next: null })) };
}

const counting: View = { ...DEFAULT_VIEW, counting: 'figures' };

function wordsIn(scene: Scene): string[] {
  return scene.blocks.flatMap((block) => [...flat(block.shapes)].flatMap((shape) => (shape.kind === 'text' ? [shape.text] : [])));
}

test('while figures are counted every lane of theirs waits quietly, and what people wrote stands', () => {
  const map = future();
  const found = wordsIn(layout(uncounted(map), counting));
  const awaited = map.lanes.filter((lane) => ['reach', 'feeling', 'findings', 'touchpoints', 'csat_mean', 'conversion_share'].includes(lane.shows));
  assert.equal(found.filter((words) => words === 'Counting …').length, awaited.length);
  assert.ok(found.some((words) => words.startsWith('Size adviser')), found.join(' | '));
});

test('no lane moves when the figures come, where it is remembered how high each was', () => {
  const map = future();
  const after = layout(map, DEFAULT_VIEW);
  const before = layout(uncounted(map), { ...counting, heights: laneHeights(after) });
  const tops = (scene: Scene): [string, number][] => scene.sheet!.lanes.map((lane) => [lane.id, lane.y]);
  assert.deepEqual(tops(before), tops(after));
  const heads = (scene: Scene): number => scene.blocks.find((block) => block.id === 'lanes')!.y - scene.blocks.find((block) => block.id === 'heads')!.y;
  assert.equal(heads(before), heads(after));
});

test('a share of the written map is no bare figure: it waits, and where none will come it has its name', () => {
  const map = future();
  const lane = map.lanes.find((row) => row.shows === 'touchpoints')!.id;
  const cell: BoundCell = { id: 'cell:tp', lane, stage: map.stages[0]!.id, step: 'step:front', to_stage: null, text: null, measurement: figure(0.41, 'share'), trend: [], trend_n: [], target: null, provenance: 'measured' };
  const written = { ...uncounted(map), cells: [cell], steps: [{ id: 'step:front', stage: map.stages[0]!.id, name: 'Front page', parent: null, touchpoint: 'tp1' }] };
  assert.equal(wordsIn(layout(written, counting)).includes('41.0%'), false);
  const rest = wordsIn(layout(written, DEFAULT_VIEW));
  assert.ok(rest.includes('41.0%') && rest.includes('Front page'));
});

test('a cell that asks for a figure keeps its height, and says so where none comes', () => {
  const map = future();
  const lane = map.lanes.find((row) => row.shows === 'csat_mean')!.id;
  const asked: BoundCell = { id: 'cell:own', lane, stage: map.stages[1]!.id, step: null, to_stage: null, text: 'Answers about returns', measurement: null, trend: [], trend_n: [], target: null, provenance: 'measured' };
  const kpi = { ...NOTHING, id: 'map:k', stages: map.stages, lanes: [{ id: lane, shows: 'kpi', name: null, persona: null, is_locked: false }] };
  const scene = (cell: BoundCell, view: View): Scene => layout({ ...kpi, cells: [cell] }, view);
  const answered = { ...asked, measurement: figure(3.1, 'score') };
  assert.equal(laneHeights(scene(asked, counting))[lane], laneHeights(scene(answered, DEFAULT_VIEW))[lane]);
  assert.ok(wordsIn(scene(asked, DEFAULT_VIEW)).includes('no figure'));
});

test('findings come last: only their lane still waits', () => {
  const map = { ...future(), pains: [] };
  assert.equal(wordsIn(layout(map, { ...DEFAULT_VIEW, counting: 'findings' })).filter((words) => words === 'Counting …').length, 1);
});
