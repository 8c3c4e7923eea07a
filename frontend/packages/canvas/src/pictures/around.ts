/** What comes straight before a touchpoint and straight after it, as flows in and out; and what comes at any time, against others. */
import { group, path, rect, type Shape } from '../scene.ts';
import { paragraph, text, wrapped } from '../text.ts';
import type { Paint } from '../theme.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import type { Asked, Drawing } from './frame.ts';
import { DROP_OFF, OTHER, placeName, shareWords, START } from './names.ts';
import { edge, ribbon } from './ribbon.ts';
import { hatchSign } from './signs.ts';
import { unitsOf } from './told.ts';

const BODY = 380; // pixels of everybody
const BAR = 8;
const MOST = 9; // on each side, apart from all others
const SLOT = 50; // the least height of a place: its name, its figures, and what is usual
const GAP = 8;
const LINE = 16;
const TINY = 480; // of room: what is usual takes two lines
const HEAD = 66; // the name in the middle may take two lines
const ENDS: readonly string[] = [START, DROP_OFF];

/** Something straight before or after, or all that is not among the most frequent. */
interface Neighbour {
  readonly name: string;
  readonly direct: number;
  readonly share: number;
  readonly row: Row | null; // null where several were put together
}

/** Pixels of one visitor, and whether names have so little room that more lines are needed. */
interface Sizes {
  readonly scale: number;
  readonly isTiny: boolean;
}

interface Side {
  readonly side: 'before' | 'after';
  readonly places: readonly Neighbour[];
  readonly gathered: number;
}

export function aroundPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const sides = (['before', 'after'] as const).map((side) => sideOf(answer.rows, side, of.view.density === 'dense' ? 2 * MOST : MOST));
  const everybody = Math.max(1, ...sides.map(({ places }) => places.reduce((sum, place) => sum + place.direct, 0)));
  const at = /^\d+ visited ['"](.*)['"], \d+ never did/.exec(answer.notes[0] ?? '')?.[1] ?? null;
  const name = at === null ? speaker.say('flow.step.here') : placeName(speaker, at);
  const sizes: Sizes = { scale: BODY / everybody, isTiny: of.room < TINY };
  const height = Math.max(...sides.map(({ places }) => heightOf(places, sizes)));
  const middle = { x: of.left + of.room / 2 - BAR / 2, y: HEAD + Math.max(0, (height - BODY) / 2) };
  const shapes = [...sides.flatMap((side) => sideShapes(of, side, { sizes, height, middle })), ...middleShapes(of, { name, everybody, middle })];
  const gathered = sides.reduce((sum, side) => sum + side.gathered, 0);
  return {
    title: at === null ? speaker.say('around.title.here') : speaker.say('around.title', { at: name }), says: speaker.say('around.says'), shapes, height: HEAD + Math.max(height, BODY) + 16,
    legend: hatchSign(speaker, sides.some(({ places }) => places.some(({ row }) => row !== null && isSmall(row)))),
    notes: gathered > 0 ? [speaker.say('around.gathered', { n: gathered })] : [],
  };
}

function sideOf(rows: readonly Row[], side: 'before' | 'after', most: number): Side {
  const own = rows.filter((row) => nameOf(row, 'side') === side && countOf(row, 'direct') > 0);
  const neighbour = (row: Row): Neighbour => ({ name: nameOf(row, 'step') ?? '', direct: countOf(row, 'direct'), share: countOf(row, 'direct_share'), row });
  const ends = own.filter((row) => ENDS.includes(nameOf(row, 'step') ?? ''));
  const named = own.filter((row) => !ends.includes(row));
  const shown = named.length <= most + 1 ? named.length : most;
  const rest = named.slice(shown).map(neighbour);
  const other: Neighbour = { name: OTHER, direct: rest.reduce((sum, one) => sum + one.direct, 0), share: rest.reduce((sum, one) => sum + one.share, 0), row: null };
  return { side, places: [...named.slice(0, shown).map(neighbour), ...(rest.length > 0 ? [other] : []), ...ends.map(neighbour)], gathered: rest.length };
}

function slotOf({ direct, row, name }: Neighbour, { scale, isTiny }: Sizes): number {
  const least = row === null || ENDS.includes(name) ? SLOT - LINE : isTiny ? SLOT + LINE : SLOT;
  return Math.max(direct * scale, least);
}

function heightOf(places: readonly Neighbour[], sizes: Sizes): number {
  return places.reduce((sum, place) => sum + slotOf(place, sizes) + GAP, -GAP);
}

type Drawn = { sizes: Sizes; height: number; middle: { x: number; y: number } };

function sideShapes(of: Asked, { side, places }: Side, { sizes, height, middle }: Drawn): Shape[] {
  const { left, right, room, speaker, isNarrow } = of;
  const isBefore = side === 'before';
  const words = Math.round(room * (isNarrow ? 0.31 : 0.22));
  const x = isBefore ? left + words + 10 : right - words - 10 - BAR;
  const head = text(isBefore ? left + words : right - words, 16, speaker.say(isBefore ? 'around.before' : 'around.after'), { size: 14, weight: 600, anchor: isBefore ? 'end' : 'start' });
  let y = HEAD + (height - heightOf(places, sizes)) / 2;
  let inner = middle.y;
  const found = places.map((place) => {
    const [slot, thickness] = [slotOf(place, sizes), place.direct * sizes.scale];
    const top = y + (slot - thickness) / 2;
    const way = isBefore ? { x1: x + BAR, y1: top, x2: middle.x, y2: inner } : { x1: middle.x + BAR, y1: inner, x2: x, y2: top };
    const band = path(ribbon(way, thickness), { fill: bandPaint(place), ...edge(thickness) });
    const shape = placeShape(of, place, { side, x, y, slot, top, thickness, words, band });
    y += slot + GAP;
    inner += thickness;
    return shape;
  });
  return [head, ...found];
}

function bandPaint({ name, row }: Neighbour): Paint {
  if (ENDS.includes(name)) return 'drop';
  return row !== null && isSmall(row) ? 'pass' : name === OTHER ? 'loopSoft' : 'tint1';
}

type Place = { side: 'before' | 'after'; x: number; y: number; slot: number; top: number; thickness: number; words: number; band: Shape };

/** A neighbour: its name, how many came or went straight, and beside it who meets it at any time. */
function placeShape(of: Asked, { name, direct, share, row }: Neighbour, { side, x, y, slot, top, thickness, words, band }: Place): Shape {
  const { speaker } = of;
  const isBefore = side === 'before';
  const [at, anchor] = isBefore ? [x - 10, 'end' as const] : [x + BAR + 10, 'start' as const];
  const shown = placeName(speaker, name);
  const ever = row === null ? null : figureOf(row, 'eventual_share');
  const middle = y + slot / 2;
  const usual = ever === null ? [] : wrapped(everWords(of, row!), words, 12, 400, 2);
  const first = middle + 4 - ((1 + usual.length) * LINE) / 2;
  const fill: Paint = row !== null && isSmall(row) ? 'ink3' : 'ink1';
  const lines: Shape[] = [
    text(at, first, shown, { weight: 600, anchor, room: words, fill }),
    text(at, first + LINE, `${speaker.count(direct)} · ${speaker.share(share)}`, { fill: 'ink2', anchor, room: words }),
    ...usual.map((line, n) => text(at, first + (n + 2) * LINE, line, { fill: 'ink3', anchor })),
  ];
  const names = { name: shown, units: unitsOf(of, direct), share: shareWords(speaker, share, row === null ? null : rangeOf(row, 'direct_share')) };
  const label = [speaker.say(isBefore ? 'around.label.before' : 'around.label.after', names), ...(ever === null ? [] : [speaker.say(isBefore ? 'around.label.ever.before' : 'around.label.ever.after', everParams(row!))])].join(' ');
  const mark = { id: `around:${side}:${name}`, lane: 'around', label, x: isBefore ? x - words - 12 : x - 2, y, w: words + BAR + 14, h: slot };
  const paint: Paint = ENDS.includes(name) ? 'drop' : name === OTHER ? 'rule2' : 'bank';
  return group([band, rect(x, top, BAR, Math.max(0.75, thickness), { fill: paint }), ...lines], { mark });
}

function everParams(row: Row): { ever: number; elsewhere: number | null } {
  return { ever: countOf(row, 'eventual_share'), elsewhere: figureOf(row, 'elsewhere_share') };
}

/** "at any time 41.7%, others 10.0%" */
function everWords({ speaker, isNarrow }: Asked, row: Row): string {
  const { ever, elsewhere } = everParams(row);
  const said = isNarrow ? speaker.wholePercent : speaker.share;
  return speaker.say(elsewhere === null ? 'around.ever' : 'around.ever.others', { ever: said(ever), elsewhere: said(elsewhere ?? 0) });
}

/** The touchpoint itself: a bar of everybody who was there, with its name above. */
function middleShapes(of: Asked, { name, everybody, middle }: { name: string; everybody: number; middle: { x: number; y: number } }): Shape[] {
  const { speaker, room } = of;
  const width = Math.round(room * 0.3);
  const x = middle.x + BAR / 2;
  const lines = paragraph(x, 16, name, { size: 14, weight: 600, anchor: 'middle', room: width, most: 2, leading: 18 });
  const figure = text(x, lines.at(-1)!.y + 17, unitsOf(of, everybody), { fill: 'ink2', anchor: 'middle' });
  const label = speaker.say('around.label.here', { name, units: unitsOf(of, everybody) });
  return [group([rect(middle.x, middle.y, BAR, BODY, { fill: 'bank' }), ...lines, figure], { mark: { id: 'around:here', lane: 'around', label, x: x - width / 2, y: 0, w: width, h: middle.y + BODY } })];
}
