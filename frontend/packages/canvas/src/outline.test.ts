import assert from 'node:assert/strict';
import test from 'node:test';
import { ICONS } from './icons.ts';
import { boxOf, drawnWithin, filledWithin, moved, runsOf, type Run } from './outline.ts';

const BOX = { x: 0, y: 0, w: 10, h: 10 };

/** The area of filled outlines, by many short lines. */
function area(runs: readonly Run[]): number {
  return Math.abs(runs.reduce((sum, run) => sum + twice(pointsOf(run)) / 2, 0));
}

function twice(points: readonly (readonly [number, number])[]): number {
  return points.reduce((sum, [x, y], n) => {
    const [nextX, nextY] = points[(n + 1) % points.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
}

function pointsOf({ start, segments }: Run): [number, number][] {
  const points: [number, number][] = [[start[0], start[1]]];
  for (const segment of segments) {
    const [x, y] = points.at(-1)!;
    if (segment.length === 2) points.push([segment[0]!, segment[1]!]);
    else {
      for (let n = 1; n <= 200; n += 1) {
        const [t, u] = [n / 200, 1 - n / 200];
        const along = (from: number, k: 0 | 1): number => u ** 3 * from + 3 * u * u * t * segment[k]! + 3 * u * t * t * segment[2 + k]! + t ** 3 * segment[4 + k]!;
        points.push([along(x, 0), along(y, 1)]);
      }
    }
  }
  return points;
}

test('every command becomes lines and curves in absolute places', () => {
  const [run] = runsOf('m1 2l3 4h2v-1q1 1 2 0t2 0c1 0 1 1 2 2s1 1 2 2z');
  assert.deepEqual(run!.start, [1, 2]);
  assert.deepEqual(run!.segments.slice(0, 3), [[4, 6], [6, 6], [6, 5]]);
  assert.deepEqual(run!.segments.map((one) => one.slice(-2)), [[4, 6], [6, 6], [6, 5], [8, 5], [10, 5], [12, 7], [14, 9]]);
  assert.deepEqual(run!.segments[6]!.slice(0, 2), [13, 8]); // the handle before it, mirrored
  assert.ok(run!.isClosed);
});

test('after a line is closed, the pen goes on where it began', () => {
  const [first, second] = runsOf('M1 1H3V3ZL5 5');
  assert.equal(first!.segments.length, 2);
  assert.deepEqual(second, { start: [1, 1], segments: [[5, 5]], isClosed: false });
});

test('a circle of arcs has the area of a circle', () => {
  const circle = runsOf('M0 5A5 5 0 0 1 10 5A5 5 0 0 1 0 5Z');
  assert.ok(Math.abs(area(circle) - 25 * Math.PI) < 0.03);
  const box = boxOf(runsOf('M0 5a5 5 0 1 0 10 0a5 5 0 1 0 -10 0'));
  assert.ok(Math.abs(box.w - 10) < 1e-9 && Math.abs(box.h - 10) < 0.7);
});

test('every icon stays on its grid', () => {
  for (const [name, d] of Object.entries(ICONS)) {
    const box = boxOf(runsOf(d));
    assert.ok(box.x > -2 && box.y > -2 && box.x + box.w < 26 && box.y + box.h < 26, `${name}: ${JSON.stringify(box)}`);
  }
});

test('what is cut in two has the area of the whole', () => {
  const drawn = runsOf('M-4 2C3 -9 6 18 16 5L12 14C4 9 2 20 -4 12Z');
  const left = filledWithin(drawn, { x: -100, y: -100, w: 103, h: 200 });
  const right = filledWithin(drawn, { x: 3, y: -100, w: 97, h: 200 });
  assert.ok(Math.abs(area(left) + area(right) - area(drawn)) < 0.05);
  assert.ok(left.every((run) => pointsOf(run).every(([x]) => x < 3.001)));
  assert.ok(right[0]!.segments.some((one) => one.length === 6)); // curves stay curves
});

test('a line that leaves a window and comes back is two lines', () => {
  const pieces = drawnWithin(runsOf('M2 5L14 5L14 8L2 8'), BOX);
  assert.deepEqual(pieces.map((run) => [run.start, run.segments]), [[[2, 5], [[10, 5]]], [[10, 8], [[2, 8]]]]);
  assert.deepEqual(drawnWithin(runsOf('M20 20L30 30'), BOX), []);
  const inside = runsOf('M1 1H5V5Z');
  assert.equal(drawnWithin(inside, BOX)[0], inside[0]);
});

test('what is made larger and moved keeps its shape', () => {
  assert.deepEqual(moved(runsOf('M1 1H3'), 10, 20, 2), [{ start: [12, 22], segments: [[16, 22]], isClosed: false }]);
});
