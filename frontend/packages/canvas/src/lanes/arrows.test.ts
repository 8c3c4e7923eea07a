import assert from 'node:assert/strict';
import test from 'node:test';
import { blueprint, future } from '../../samples/maps.ts';
import { DEFAULT_VIEW, layout, marksOf, toSvg, type Scene, type Shape, type View } from '../index.ts';

type Group = Extract<Shape, { kind: 'group' }>;

function arrowsOf(scene: Scene): { group: Group; block: string }[] {
  const found: { group: Group; block: string }[] = [];
  const visit = (shapes: readonly Shape[], block: string): void => shapes.forEach((shape) => {
    if (shape.kind !== 'group') return;
    if (!shape.mark && shape.about && !shape.children.some((child) => child.kind === 'path' && child.stroke === 'link')) found.push({ group: shape, block });
    visit(shape.children, block);
  });
  scene.blocks.forEach((block) => visit(block.shapes, block.id));
  return found;
}

const print: View = { ...DEFAULT_VIEW, medium: 'print', theme: 'print', width: 1600 };

test('links between steps bend below their heads, in a strip of their own', () => {
  const map = blueprint();
  const [scene, bare] = [layout(map, DEFAULT_VIEW), layout({ ...map, arrows: [] }, DEFAULT_VIEW)];
  const links = arrowsOf(scene).filter(({ block }) => block === 'heads');
  assert.equal(links.length, 2);
  const height = (one: Scene): number => one.blocks.find((block) => block.id === 'heads')!.height;
  assert.ok(height(scene) > height(bare));
  const starts = links.flatMap(({ group }) => group.children.flatMap((child) => (child.kind === 'path' && child.role === 'line' ? [Number(/^M\S+ (\S+)C/.exec(child.d)![1])] : [])));
  assert.ok(starts.every((y) => y >= height(bare) - 1), `${starts} below ${height(bare)}`);
});

test('an action leads to the finding that it answers, unseen until one of both is chosen', () => {
  const map = future();
  const quiet = arrowsOf(layout(map, DEFAULT_VIEW)).filter(({ block }) => block === 'lanes');
  assert.deepEqual(quiet.map(({ group }) => group.about![1]), ['pain:cart', 'pain:cart', 'pain:wait']);
  assert.ok(quiet.every(({ group }) => group.role === 'quiet'));
});

test('the ends of an arrow are marks of the sheet, and it ends left of the sign it leads to', () => {
  const scene = layout(future(), DEFAULT_VIEW);
  const top = scene.blocks.find((block) => block.id === 'lanes')!.y;
  const marks = new Map(marksOf(scene).map((mark) => [mark.id, mark]));
  for (const { group } of arrowsOf(scene).filter(({ block }) => block === 'lanes')) {
    const way = group.children[0]! as Extract<Shape, { kind: 'path' }>;
    const [x, y] = /L(\S+) (\S+)$/.exec(way.d)!.slice(1).map(Number) as [number, number];
    const goal = marks.get(group.about![1]!)!;
    assert.ok(x < goal.x + 6 && Math.abs(y - (goal.y - top + 12)) < 1, `${x} ${y}`);
  }
});

test('paper shows arrows only where the view asks for them', () => {
  const map = future();
  assert.equal(arrowsOf(layout(map, print)).length, 0);
  const asked = arrowsOf(layout(map, { ...print, hasArrows: true }));
  assert.equal(asked.length, 3);
  assert.ok(asked.every(({ group }) => group.role === 'arrow'));
  assert.ok(toSvg(layout(map, { ...print, hasArrows: true }), { theme: 'print' }).length > toSvg(layout(map, print), { theme: 'print' }).length);
});

test('a step says in words where it leads', () => {
  const labels = marksOf(layout(blueprint(), DEFAULT_VIEW)).map((mark) => mark.label);
  assert.ok(labels.includes('Checks in, leads to Is examined: the letter goes along'), labels.join(' | '));
});
