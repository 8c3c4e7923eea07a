import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_VIEW, layout, type Scene, type Shape } from '../index.ts';
import { buyingGroup, future } from '../../samples/maps.ts';
import { feelingSign } from './signs.ts';

/** What of a shape is left on grey paper: its form, not its paint. */
function grey(shape: Shape): string {
  const { fill, stroke, ...form } = shape as Shape & { fill?: string; stroke?: string };
  return JSON.stringify(form);
}

test('good and bad differ without colour, and what is neither has no sign', () => {
  const at = { x: 0, y: 0, size: 3 };
  const [good, bad] = [feelingSign(1.2, at, 'paper'), feelingSign(-1.2, at, 'paper')];
  assert.notDeepEqual(good.map(grey), bad.map(grey));
  assert.deepEqual(feelingSign(0.1, at, 'paper'), []);
});

function pointsOf(scene: Scene, prefix: string): Shape[][] {
  const found: Shape[][] = [];
  const visit = (shapes: readonly Shape[]): void => shapes.forEach((shape) => {
    if (shape.kind !== 'group') return;
    if (shape.mark?.id.startsWith(prefix)) found.push([...shape.children]);
    visit(shape.children);
  });
  scene.blocks.forEach((block) => visit(block.shapes));
  return found;
}

test('every measured point that is not neutral carries its sign, on the map and on the phone', () => {
  for (const view of [DEFAULT_VIEW, { ...DEFAULT_VIEW, medium: 'phone', width: 390 } as const]) {
    const signs = pointsOf(layout(future(), view), 'feel').map((shapes) => shapes.filter((shape) => shape.kind === 'path' && shape.width === 1.6).length);
    assert.ok(signs.filter((count) => count === 1).length >= 4, String(signs));
  }
});

test('points that people set carry it too', () => {
  const signs = pointsOf(layout(buyingGroup(), DEFAULT_VIEW), 'cell:0:').map((shapes) => shapes.filter((shape) => shape.kind === 'path' && shape.width === 1.6).length);
  assert.deepEqual(signs.reduce((sum, count) => sum + count, 0), 5, 'of six points one is neutral');
});
