/** A drawing that is too tall for one page, such as a long list, on several: cut between its sections or rows. */
import { boxOf, runsOf } from './outline.ts';
import { freeBelow, textsOf, type Paper, type SheetPage } from './pages.ts';
import { group, marksOf, type Block, type Scene, type Shape, type TextShape } from './scene.ts';
import { text } from './text.ts';

const SMALLEST = 0.74; // of its size, before a drawing is cut rather than drawn smaller
const COMFORTABLE = 0.9; // of its size, once it is cut
const LEAST_FILLED = 0.5; // of a page, before rows are cut rather than left for the next
const LEAST_SECTIONS = 0.15; // of a page, before it ends above a section
const ROW = 60; // marks up to this height stand in rows, and may reach a little into their neighbours
const ABOVE_SECTION = 10;
const AGAIN = 64; // pixels that the title takes on the pages after the first

/** The drawing as pages that fit a paper; one page where it fits, or where nothing can be cut. */
export function scenePages(scene: Scene, paper: Paper): readonly SheetPage[] {
  const parts = scene.blocks.map(({ y, shapes }) => ({ x: 0, y, shapes, window: null }));
  const whole: SheetPage = { width: scene.width, height: scene.height, parts };
  const body = scene.blocks.find((block) => block.id === 'lanes');
  if (!body || Math.min(paper.width / scene.width, paper.height / scene.height) >= SMALLEST) return [whole];
  const scale = (paper.width / scene.width) * COMFORTABLE;
  return cutPages(scene, body, { width: paper.width / scale, height: paper.height / scale }) ?? [whole];
}

function cutPages(scene: Scene, body: Block, paper: Paper): readonly SheetPage[] | null {
  const [before, after] = [scene.blocks.filter((block) => block.y < body.y), scene.blocks.filter((block) => block.y > body.y)];
  const heads = headsOf(body);
  const headsHeight = heads.length === 0 ? 0 : Math.max(...heads.map(({ y }) => y)) + 8;
  const tail = after.reduce((sum, { height }) => sum + height, 0);
  const strips = stripsOf(body, { first: paper.height - body.y, room: paper.height - AGAIN - headsHeight, tail });
  if (strips === null) return null;
  return strips.map(({ from, to }, n): SheetPage => {
    const top = n === 0 ? body.y : AGAIN + headsHeight;
    const again = n === 0 ? [] : [{ x: 0, y: 0, shapes: [titleAgain(scene, `${n + 1}/${strips.length}`)], window: null }, { x: 0, y: AGAIN, shapes: heads, window: null }];
    const first = n === 0 ? before.map(({ y, shapes }) => ({ x: 0, y, shapes, window: null })) : again;
    const last = n === strips.length - 1 ? after.map((block) => ({ x: 0, y: top + to - from + block.y - body.y - body.height, shapes: block.shapes, window: null })) : [];
    return { ...paper, parts: [...first, { x: 0, y: top - from, shapes: body.shapes, window: { x: 0, y: from, w: scene.width, h: to - from } }, ...last] };
  });
}

/** What stands above columns and axes, to be read on every page: the words above the first mark; none where sections have their own. */
function headsOf(body: Block): TextShape[] {
  const first = Math.min(...boxesOf(body).map(([top]) => top));
  const words = textsOf(body.shapes);
  const [, ...others] = sectionsOf(words);
  const hasOwn = others.some((y) => words.some((one) => one.fill === 'ink3' && Math.abs(one.y - one.size - ABOVE_SECTION - y) < 8));
  return hasOwn ? [] : words.filter(({ y, weight }) => weight === 400 && y <= first + 4);
}

function titleAgain(scene: Scene, part: string): Shape {
  const title = textsOf(scene.blocks[0]?.shapes ?? []).find(({ size }) => size >= 18);
  if (!title) return group([]);
  const { x, y, size, weight } = title;
  return group([text(x, Math.min(y, AGAIN - 20), `${scene.title} (${part})`, { size, weight, room: scene.width - 2 * x })]);
}

/** Where the marks of a block stand, from top to bottom. */
function boxesOf(body: Block): (readonly [number, number])[] {
  return marksOf({ blocks: [{ ...body, y: 0 }] }).map(({ y, h }) => [y, y + h] as const);
}

interface Strip {
  readonly from: number;
  readonly to: number;
}

/** The pieces of a block, null where something that belongs together would be cut. */
function stripsOf(body: Block, { first, room, tail }: { first: number; room: number; tail: number }): Strip[] | null {
  const words = textsOf(body.shapes);
  const tall = tallOf(body.shapes);
  const sections = sectionsOf(words).filter((y) => !tall.some(([top, bottom]) => top < y && bottom > y));
  const taken = [...tall, ...words.map(({ y, size }) => [y - size, y + size * 0.3] as const), ...sectionsOf(words).map((y) => [y, y + 48] as const), ...boxesOf(body).map(cored)];
  const strips: Strip[] = [];
  let from = 0;
  while (from + (strips.length === 0 ? first : room) < body.height + tail) {
    const most = from + (strips.length === 0 ? first : room);
    const least = (share: number): number => from + (most - from) * share;
    const to = sections.filter((y) => y <= most && y >= least(LEAST_SECTIONS)).at(-1) ?? freeBelow(Math.min(most, body.height), least(LEAST_FILLED), taken);
    if (to === null) return null;
    strips.push({ from, to });
    if (to >= body.height) return [...strips, { from: body.height, to: body.height }];
    from = to;
  }
  return [...strips, { from, to: body.height }];
}

/** Where filled shapes stand that are higher than a row: ribbons and bars that run down a drawing are not cut. */
function tallOf(shapes: readonly Shape[], down = 0): (readonly [number, number])[] {
  return shapes.flatMap((shape): (readonly [number, number])[] => {
    if (shape.kind === 'group') return tallOf(shape.children, down + (shape.y ?? 0));
    if ((shape.kind !== 'path' && shape.kind !== 'rect') || shape.fill === undefined) return [];
    const { y, h } = shape.kind === 'rect' ? shape : boxOf(runsOf(shape.d));
    return h > ROW ? [[y + down, y + down + h]] : [];
  });
}

/** What of a mark must stay on one page: all of a tall one, the middle of one that stands in a row. */
function cored([top, bottom]: readonly [number, number]): readonly [number, number] {
  const edge = bottom - top > ROW ? 3 : (bottom - top) * 0.35;
  return [top + edge, bottom - edge];
}

/** Above which sections a page may end: their names are loud and stand at the left. */
function sectionsOf(words: readonly TextShape[]): number[] {
  const left = Math.min(...words.map(({ x }) => x));
  return words.filter(({ x, weight }) => weight === 600 && x < left + 4).map(({ y, size }) => y - size - ABOVE_SECTION).sort((a, b) => a - b);
}
