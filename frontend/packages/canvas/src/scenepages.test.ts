import assert from 'node:assert/strict';
import test from 'node:test';
import { scenePages } from './scenepages.ts';
import { circle, group, rect, type Scene, type Shape } from './scene.ts';
import { text } from './text.ts';

const PAPER = { width: 800, height: 450 };
const ROW = 30;

/** A list of sections: a name at the left, then rows with a mark each. */
function list(sections: readonly number[], extra: readonly Shape[] = []): Scene {
  const shapes: Shape[] = [text(700, 12, 'customers', { fill: 'ink3' }), ...extra];
  let y = 30;
  sections.forEach((rows, n) => {
    shapes.push(text(20, y + 14, `section ${n + 1}`, { weight: 600 }));
    y += 30;
    for (let row = 1; row <= rows; row += 1, y += ROW) {
      const mark = { id: `${n}.${row}`, lane: 'x', label: `row ${n + 1}.${row}`, x: 20, y, w: 700, h: ROW };
      shapes.push(group([text(30, y + 19, `row ${n + 1}.${row}`), circle(300, y + 15, 4, { fill: 'ink1' })], { mark }));
    }
    y += 10;
  });
  const title = [text(20, 44, 'A long list', { size: 28, weight: 600 })];
  return {
    width: 800, height: 80 + y + 40, gutter: 0, title: 'A long list', fold: null, feeling: null, sheet: null,
    blocks: [
      { id: 'title', y: 0, width: 800, height: 80, shapes: title },
      { id: 'lanes', y: 80, width: 800, height: y, shapes },
      { id: 'legend', y: 80 + y, width: 800, height: 40, shapes: [text(20, 20, 'a note')] },
    ],
  };
}

test('what fits stays one page', () => {
  assert.equal(scenePages(list([4]), PAPER).length, 1);
});

test('a long list is cut above sections, and every page repeats the title and the heads of columns', () => {
  const pages = scenePages(list([6, 6, 6]), PAPER);
  assert.equal(pages.length, 3);
  const windows = pages.map((page) => page.parts.find((part) => part.window !== null)!.window!);
  assert.deepEqual(windows.map(({ y }) => y), [0, 242, 462]); // ten pixels above the words of a section
  for (const page of pages.slice(1)) {
    const words = page.parts.filter((part) => part.window === null).flatMap((part) => part.shapes).flatMap((shape) => (shape.kind === 'group' ? shape.children : [shape])).flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
    assert.ok(words.some((one) => one.startsWith('A long list (')) && words.includes('customers'));
  }
});

test('a section longer than a page is cut between its rows', () => {
  const pages = scenePages(list([40]), PAPER);
  assert.ok(pages.length > 2);
  const windows = pages.map((page) => page.parts.find((part) => part.window !== null)!.window!);
  for (const { y } of windows.slice(1, -1)) assert.ok(Math.abs(((y - 60) % ROW) - ROW / 2) > 6, `cut at ${y}`);
});

test('a shape that runs down the whole drawing is never cut: it is drawn smaller', () => {
  assert.equal(scenePages(list([40], [rect(400, 0, 20, 1200, { fill: 'tint1' })]), PAPER).length, 1);
});
