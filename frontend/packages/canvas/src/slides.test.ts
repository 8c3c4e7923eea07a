import assert from 'node:assert/strict';
import test from 'node:test';
import { SAMPLES } from '../samples/maps.ts';
import { DEFAULT_VIEW, layout, pagesOf, slidesOf, type Slide, type SlideShape, type View } from './index.ts';
import { textsOf } from './pages.ts';
import { feelingBands, mixed, solidPainter } from './solid.ts';
import { THEMES, TINTS, type ThemeName } from './theme.ts';

const PAPER = { width: 1422, height: 777, keepsLanes: true };
const PRINT: View = { ...DEFAULT_VIEW, medium: 'print' };

function slidesIn(name: string): readonly Slide[] {
  const map = SAMPLES[name]!();
  return slidesOf(pagesOf(map, PRINT, PAPER), { theme: 'light', feeling: layout(map, PRINT).feeling });
}

function flat(shapes: readonly SlideShape[]): SlideShape[] {
  return shapes.flatMap((shape) => (shape.kind === 'group' ? [shape, ...flat(shape.children)] : [shape]));
}

/** A colour's lightness in greyscale, 0 to 1. */
function grey(hex: string): number {
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  return 0.299 * r! + 0.587 * g! + 0.114 * b!;
}

for (const name of Object.keys(SAMPLES)) {
  test(`${name}: what stands on slides stays on them, in places and colours that are known`, () => {
    for (const slide of slidesIn(name)) {
      assert.ok(slide.shapes.length > 0);
      for (const shape of flat(slide.shapes)) {
        if (shape.kind === 'outline') {
          const numbers = shape.runs.flatMap((run) => [...run.start, ...run.segments.flat()]);
          assert.ok(numbers.every(Number.isFinite));
          assert.ok(numbers.every((number, n) => n >= 0 && number > -80 && number < slide.width + 80), `${name}: ${Math.min(...numbers)} to ${Math.max(...numbers)}`);
        }
        if (shape.kind === 'text') assert.ok(shape.x > -1 && shape.x + shape.w < slide.width + 1, shape.words);
        const colours = shape.kind === 'text' ? [shape.colour] : shape.kind === 'outline' || shape.kind === 'rect' ? [shape.fill, shape.line.colour] : [];
        assert.ok(colours.every((colour) => colour === null || /^[0-9A-F]{6}$/i.test(colour)));
      }
    }
  });
}

test('every word of the lanes stands on the slides once', () => {
  const map = SAMPLES['longNames']!();
  const pages = pagesOf(map, PRINT, PAPER);
  const onSlides = slidesOf(pages, { theme: 'light', feeling: null }).flatMap((slide) => flat(slide.shapes)).flatMap((shape) => (shape.kind === 'text' ? shape.words.split('\n') : []));
  const known = new Set(pages.flatMap((page) => page.parts).filter(({ shapes }) => shapes.some((shape) => shape.kind === 'group' && shape.role?.startsWith('lane of-'))).flatMap(({ shapes }) => textsOf(shapes).map((shape) => shape.text)));
  assert.ok(known.size > 50);
  assert.deepEqual([...known].filter((words) => !onSlides.includes(words)), []);
});

test('lanes are groups with the names of lanes, and what can be pointed at says what it is', () => {
  const groups = slidesIn('future').flatMap((slide) => slide.shapes).flatMap((shape) => (shape.kind === 'group' ? [shape] : []));
  const names = groups.map((one) => one.name);
  for (const lane of ['Customers', 'Feeling', 'Touchpoints', 'Opportunities', 'Owners']) assert.ok(names.includes(lane), `${lane} in ${names.join()}`);
  const told = groups.flatMap((one) => flat(one.children)).flatMap((shape) => (shape.kind === 'group' ? [shape.about] : []));
  assert.ok(told.length > 10 && told.every((about) => about.length > 3));
});

test('every slide has one title', () => {
  for (const slide of slidesIn('future')) assert.equal(flat(slide.shapes).filter((shape) => shape.kind === 'text' && shape.isTitle).length, 1);
});

test('without patterns, tints still differ in greyscale', () => {
  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    const paint = solidPainter(theme);
    const lights = [...TINTS].map((tint) => grey(paint(tint)!)).sort((a, b) => a - b);
    for (let n = 1; n < lights.length; n += 1) assert.ok(lights[n]! - lights[n - 1]! > 0.04, `${theme}: ${lights.map((one) => one.toFixed(2)).join(' ')}`);
  }
});

test('the bands of feelings follow each other without a gap, from good to bad', () => {
  const bands = feelingBands('light');
  bands.slice(1).forEach((band, n) => assert.ok(Math.abs(band.from - bands[n]!.to) < 1e-9));
  assert.equal(bands[0]!.colour, THEMES.light.good.slice(1));
  assert.equal(bands.at(-1)!.colour, THEMES.light.bad.slice(1));
  assert.equal(mixed('#000000', '#FF8000', 0.5), '#804000');
});
