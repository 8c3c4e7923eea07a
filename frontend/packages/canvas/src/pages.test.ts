import assert from 'node:assert/strict';
import test from 'node:test';
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { SAMPLES } from '../samples/maps.ts';
import { DEFAULT_VIEW, layout, pagesOf, pagesToSvg, type Paper, type SheetPage, type View } from './index.ts';
import { textsOf, wordsWithin } from './pages.ts';
import type { TextShape } from './scene.ts';

const A4: Paper = { width: 1424, height: 980 };
const PRINT: View = { ...DEFAULT_VIEW, medium: 'print', theme: 'print' };
const PROTRUDES = 46;

/** The words of a page where they stand on it. */
function wordsOn(page: SheetPage): TextShape[] {
  return page.parts.flatMap(({ x, y, shapes, window }) => (window === null ? textsOf(shapes) : wordsWithin(shapes, window, PROTRUDES)).map((shape) => ({ ...shape, x: shape.x + x, y: shape.y + y })));
}

function startOf({ x, anchor, width }: TextShape): number {
  return x - { start: 0, middle: 0.5, end: 1 }[anchor] * width;
}

/** The words of the lanes on all pages, as often as they stand there. */
function laneWords(pages: readonly SheetPage[]): string[] {
  const known = new Set(pages.flatMap((page) => page.parts.slice(-5)).map((part) => part.shapes));
  assert.ok(known.size > 0);
  return pages.flatMap((page) => page.parts.flatMap(({ shapes, window }) => (window !== null && shapes.some((shape) => shape.kind === 'group' && shape.role?.startsWith('lane of-')) ? wordsWithin(shapes, window, PROTRUDES) : []))).map((shape) => shape.text).sort();
}

for (const [name, make] of Object.entries(SAMPLES)) {
  test(`${name}: every word of the lanes stands on exactly one page, and none leaves its page`, () => {
    const map: ResolvedMap = make();
    const pages = pagesOf(map, PRINT, A4);
    const width = pages.length === 0 ? 0 : widthOfAll(map, pages);
    const whole = layout(map, { ...PRINT, width, ...cutOf(map) });
    const lanes = whole.blocks.find((block) => block.id === 'lanes')!;
    assert.deepEqual(laneWords(pages), textsOf(lanes.shapes).map((shape) => shape.text).sort());
    for (const page of pages) {
      const outside = wordsOn(page).filter((shape) => startOf(shape) < -0.5 || startOf(shape) + shape.width > page.width + 1 || shape.y > page.height + 1);
      assert.deepEqual(outside.map((shape) => shape.text), []);
    }
  });
}

/** How many stages stand on a page, as the pages themselves have it. */
function cutOf(map: ResolvedMap): { cutAfter: number } {
  const most = Math.max(1, Math.floor((A4.width - 196 - 24) / 196));
  return { cutAfter: Math.ceil(map.stages.length / Math.ceil(map.stages.length / most)) };
}

function widthOfAll(map: ResolvedMap, pages: readonly SheetPage[]): number {
  const room = pages[0]!.width - 196 - 24;
  return 196 + 24 + (map.stages.length * room) / cutOf(map).cutAfter;
}

test('every page repeats stage heads and lane names, and says which it is', () => {
  const pages = pagesOf(SAMPLES['longNames']!(), PRINT, { width: 900, height: 760 });
  assert.ok(pages.length > 3);
  pages.forEach((page, n) => {
    const words = wordsOn(page).map((shape) => shape.text);
    assert.ok(words.includes(`page ${n + 1} of ${pages.length}`));
  });
});

test('what the marks mean stands on the last page only', () => {
  const pages = pagesOf(SAMPLES['blueprint']!(), PRINT, A4);
  const told = pages.map((page) => wordsOn(page).some((shape) => shape.text === 'written by people'));
  assert.deepEqual(told, [...pages.slice(1).map(() => false), true]);
});

test('a page is one document in which nothing outside its windows is drawn in words', () => {
  const map = SAMPLES['blueprint']!();
  const [first] = pagesToSvg(pagesOf(map, PRINT, { width: 900, height: 760 }), { theme: 'print', feeling: null });
  assert.match(first!, /^<svg [^>]*width="900" height="760"/);
  assert.equal(first!.includes('Letter templates'), false);
});
