/** A page as a sheet for each kind of screen: heat in few steps where people click, the hottest spots numbered and listed. */
import { circle, group, line, rect, type Shape } from '../scene.ts';
import { text, widthOf } from '../text.ts';
import { countOf, figureOf, nameOf, rangeOf, type Row } from './answer.ts';
import { clickLabel, fateWords, isVain, spotName, standsWords } from './clickwords.ts';
import { bar } from './dots.ts';
import type { Asked, Drawing } from './frame.ts';
import { shareWords } from './names.ts';
import { plotted, type PlotRow } from './plot.ts';
import { shares } from './scale.ts';
import { growingSteps, shadeOf, shadeSigns, type Steps } from './shades.ts';
import { grouped, summed } from './told.ts';

const SCREENS = ['phone', 'tablet', 'desktop', 'unknown'];
const [LEAST_HIGH, HIGHEST] = [400, 600];
const TALL = 1.5; // of a page whose measures nobody tells
const LEAST_LIST = 380; // beside the sheets
const GAP = 28;
const HEAD = 44; // a sheet's name and count
const MOST = 8; // spots that are numbered
const BADGE = 9;
const FEW = 30;

/** An element, or an area where no element was met, with the cells that it takes on all screens. */
interface Spot {
  readonly name: string;
  readonly rows: readonly Row[]; // the most clicked first
  readonly clicks: number;
  readonly dead: number | null;
  readonly rage: number;
  readonly isVain: boolean;
}

export function heatPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const placed = answer.rows.filter((row) => nameOf(row, 'area') !== null);
  const sheets = [...grouped(placed, (row) => nameOf(row, 'screen') ?? 'unknown')].sort(([a], [b]) => SCREENS.indexOf(a) - SCREENS.indexOf(b));
  const spots = spotsOf(of, placed);
  const steps = growingSteps(Math.max(1, ...placed.map((row) => countOf(row, 'clicks'))));
  const layout = laidOut(of, sheets);
  const drawn = layout.sheets.flatMap((sheet) => sheetShapes(of, sheet, { steps, spots }));
  const list = listed({ ...of, ...layout.list }, spots, summed(answer.rows, 'clicks'));
  const page = nameOf(answer.rows[0]!, 'page') ?? '';
  return {
    title: speaker.say('clicks.title', { page }),
    says: sentence(of, spots),
    shapes: [...drawn, group(list.shapes, { y: layout.list.top })],
    height: Math.max(layout.height, layout.list.top + list.height),
    legend: [...shadeSigns(speaker, steps, speaker.count), ...badgeSigns(of, spots)],
    notes: [],
  };
}

/** Cells by the element that was met in them, the most clicked first. */
function spotsOf({ speaker }: Asked, rows: readonly Row[]): readonly Spot[] {
  const byName = grouped(rows, (row) => nameOf(row, 'element') ?? `${nameOf(row, 'screen')} ${nameOf(row, 'area')}`);
  const spots = [...byName.values()].map((mine): Spot => {
    const own = [...mine].sort((a, b) => countOf(b, 'clicks') - countOf(a, 'clicks'));
    const [clicks, knowsDead] = [summed(own, 'clicks'), own.some((row) => figureOf(row, 'dead') !== null)];
    const dead = knowsDead ? summed(own, 'dead') : null;
    const isMostlyVain = own.some(isVain) || (clicks >= FEW && dead !== null && dead >= clicks / 2);
    return { name: spotName(speaker, own[0]!), rows: own, clicks, dead, rage: summed(own, 'rage'), isVain: isMostlyVain };
  });
  return spots.sort((a, b) => b.clicks - a.clicks || (a.name < b.name ? -1 : 1));
}

interface Sheet {
  readonly screen: string;
  readonly rows: readonly Row[];
  readonly x: number;
  readonly w: number;
  readonly h: number;
  readonly y: number; // its upper edge
  readonly backdrop: string | null; // a picture of the page
}

interface Layout {
  readonly sheets: readonly Sheet[];
  readonly height: number;
  readonly list: { readonly left: number; readonly right: number; readonly room: number; readonly isNarrow: boolean; readonly top: number };
}

/** Sheets of one height beside each other, as large as fits; the list beside them where it has room, else below. */
function laidOut(of: Asked, screens: readonly (readonly [string, readonly Row[]])[]): Layout {
  const widths = screens.map(([, rows]) => 1 / (figureOf(rows[0]!, 'tall') ?? TALL)); // of a sheet one high
  const gaps = GAP * Math.max(0, screens.length - 1);
  const fitting = (room: number): number => Math.min(HIGHEST, (room - gaps) / Math.max(0.1, widths.reduce((sum, one) => sum + one, 0)));
  const [whole, beside] = [fitting(of.room), fitting(of.room - LEAST_LIST - GAP)];
  const isBeside = !of.isNarrow && beside >= 0.55 * HIGHEST && beside >= 0.62 * whole;
  const high = isBeside ? beside : Math.max(whole, LEAST_HIGH);
  const backed = backedScreen(of, screens);
  let [x, y] = [of.left, HEAD];
  const sheets = screens.map(([screen, rows], n): Sheet => {
    const h = Math.min(high, of.room / widths[n]!);
    if (x > of.left && x + h * widths[n]! > of.right + 1) [x, y] = [of.left, y + high + HEAD + 12];
    const sheet = { screen, rows, x, w: h * widths[n]!, h, y, backdrop: n === backed ? of.view.backdrop!.href : null };
    x += sheet.w + GAP;
    return sheet;
  });
  const height = y + high + 16;
  const left = isBeside ? x : of.left;
  const list = { left, right: of.right, room: of.right - left, isNarrow: of.isNarrow || isBeside, top: isBeside ? 0 : height + 8 };
  return { sheets, height, list };
}

/** The screen whose form a picture of the page has; -1 without one. */
function backedScreen({ view: { backdrop } }: Asked, screens: readonly (readonly [string, readonly Row[]])[]): number {
  if (backdrop === undefined) return -1;
  const apart = screens.map(([, rows]) => Math.abs(Math.log((figureOf(rows[0]!, 'tall') ?? TALL) / backdrop.tall)));
  return apart.indexOf(Math.min(...apart));
}

function sheetShapes(of: Asked, sheet: Sheet, { steps, spots }: { steps: Steps; spots: readonly Spot[] }): Shape[] {
  const { speaker } = of;
  const { x, y, w, h, screen, rows } = sheet;
  const name = text(x, y - 28, speaker.say(`clicks.screen.${screen}`), { size: 14, weight: 600, room: w });
  const count = text(x, y - 10, speaker.say('clicks.count', { n: summed(rows, 'clicks') }), { fill: 'ink3', room: w });
  const paper = rect(x, y, w, h, { fill: 'raised', stroke: 'rule2', width: 1, r: 3 });
  const bars = line(x, y + 10, x + w, y + 10, 'rule'); // the upper edge of a window
  const cells = rows.map((row) => cellShape(of, row, sheet, steps));
  const under: Shape[] = sheet.backdrop === null ? [bars] : [{ kind: 'image', href: sheet.backdrop, x: x + 1, y: y + 1, w: w - 2, h: h - 2 }];
  return [name, count, paper, ...under, ...cells, ...badges(of, sheet, spots)];
}

interface Box {
  readonly x: number; // its middle
  readonly y: number;
}

/** The numbers of the listed spots with their clicks on this screen, beside their heat, where nothing else stands. */
function badges({ speaker }: Asked, sheet: Sheet, spots: readonly Spot[]): Shape[] {
  const taken: Box[] = [];
  return spots.slice(0, MOST).flatMap((spot, n) => {
    const own = spot.rows.filter((row) => (nameOf(row, 'screen') ?? 'unknown') === sheet.screen);
    if (own.length === 0) return [];
    const words = speaker.count(summed(own, 'clicks'));
    const room = 2 * BADGE + 6 + widthOf(words, 12);
    const [x, y] = freePlace(sheet, own, { room, taken });
    taken.push({ x: x + room / 2, y });
    return [...badge(x + BADGE, y, String(n + 1), spot.isVain), text(x + 2 * BADGE + 4, y + 4.2, words, { fill: 'ink1', halo: true })];
  });
}

/** To the right of the cells, to their left, above or below, where no heat and no other number is; else on the hottest cell. */
function freePlace(sheet: Sheet, cells: readonly Row[], { room, taken }: { room: number; taken: readonly Box[] }): readonly [number, number] {
  const boxes = cells.map((row) => cellBox(row, sheet));
  const all = sheet.rows.map((row) => cellBox(row, sheet));
  const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.left + box.wide))];
  const [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.top + box.high))];
  const hottest = boxes[0]!;
  const middle = hottest.top + hottest.high / 2;
  const across = Math.min(Math.max((left + right - room) / 2, sheet.x + 2), sheet.x + sheet.w - room - 2);
  const places = [[right + 4, middle], [left - room - 4, middle], [across, top - BADGE - 3], [across, bottom + BADGE + 3]] as const;
  const isInside = ([x, y]: readonly [number, number]): boolean => x >= sheet.x + 1 && x + room <= sheet.x + sheet.w - 1 && y - BADGE >= sheet.y + 1 && y + BADGE <= sheet.y + sheet.h - 1;
  const isFree = ([x, y]: readonly [number, number]): boolean => taken.every((one) => Math.abs(one.y - y) >= 2 * BADGE + 1 || Math.abs(one.x - (x + room / 2)) >= room + 2);
  const isBlank = ([x, y]: readonly [number, number]): boolean => all.every((box) => x + room < box.left || x > box.left + box.wide || y + BADGE < box.top || y - BADGE > box.top + box.high);
  return places.find((place) => isInside(place) && isFree(place) && isBlank(place)) ?? [hottest.left + hottest.wide / 2 - BADGE, middle];
}

interface CellBox {
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly high: number;
}

/** Where a cell lies; how large it is follows from its number and where its middle is. */
function cellBox(row: Row, { x, y, w, h }: Sheet): CellBox {
  const [column, down] = (nameOf(row, 'area') ?? '1,1').split(',').map(Number) as [number, number];
  const [wide, high] = [(w * countOf(row, 'x')) / (column - 0.5), (h * countOf(row, 'y')) / (down - 0.5)];
  return { left: x + wide * (column - 1), top: y + high * (down - 1), wide, high };
}

function cellShape(of: Asked, row: Row, sheet: Sheet, steps: Steps): Shape {
  const { speaker } = of;
  const { left, top, wide, high } = cellBox(row, sheet);
  const name = `${speaker.say(`clicks.screen.${sheet.screen}`)}, ${spotName(speaker, row)}`;
  const label = clickLabel(of, row, { name, key: 'clicks.label', share: shareWords(speaker, countOf(row, 'share'), rangeOf(row, 'share')) });
  const { fill } = shadeOf(countOf(row, 'clicks'), steps);
  const drawn = sheet.backdrop === null
    ? rect(left + 0.5, top + 0.5, Math.max(1, wide - 1), Math.max(1, high - 1), { fill, r: 1 })
    : circle(left + wide / 2, top + high / 2, Math.max(1.5, Math.min(wide, high) * 0.32), { fill, stroke: 'paper', width: 1 }); // the page stays to be seen
  return group([drawn], { mark: { id: `clicks:${sheet.screen}:${nameOf(row, 'area')}`, lane: of.answer.what, label, x: left, y: top, w: wide, h: high } });
}

/** A numbered spot: round, and square where its clicks are in vain. */
function badge(x: number, y: number, words: string, isSquare: boolean): Shape[] {
  const ground = isSquare
    ? rect(x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE, { fill: 'bad', stroke: 'paper', width: 1.5, r: 2 })
    : circle(x, y, BADGE, { fill: 'ink1', stroke: 'paper', width: 1.5 });
  return [ground, text(x, y + 4.2, words, { weight: 600, anchor: 'middle', fill: 'paper' })];
}

function badgeSigns({ speaker }: Asked, spots: readonly Spot[]): { words: string; sign: (x: number, y: number) => Shape }[] {
  const hot = { words: speaker.say('clicks.sign.hot'), sign: (x: number, y: number) => circle(x, y, 6, { fill: 'ink1' }) };
  const vain = { words: speaker.say('clicks.sign.vain'), sign: (x: number, y: number) => rect(x - 6, y - 6, 12, 12, { fill: 'bad', r: 2 }) };
  return [hot, ...(spots.slice(0, MOST).some((spot) => spot.isVain) ? [vain] : [])];
}

/** The numbered spots with their clicks and what follows them; the rest is gathered. */
function listed(of: Asked, spots: readonly Spot[], all: number): { shapes: readonly Shape[]; height: number } {
  const { speaker, answer } = of;
  const shown = spots.slice(0, MOST);
  const rest = spots.slice(MOST);
  const nowhere = answer.rows.filter((row) => nameOf(row, 'area') === null);
  const knowsDead = spots.some((spot) => spot.dead !== null);
  const knowsRage = spots.some((spot) => spot.rage > 0);
  const words = [
    ...(rest.length === 0 ? [] : [speaker.say('clicks.more.places', { n: rest.length, clicks: rest.reduce((sum, one) => sum + one.clicks, 0) })]),
    ...(nowhere.length === 0 ? [] : [speaker.say('clicks.unplaced', { n: summed(nowhere, 'clicks') })]),
  ].join(' · ');
  const columns = ['clicks', ...(of.isNarrow ? [] : ['of_page']), ...(knowsDead ? ['vain'] : []), ...(knowsRage ? ['rage'] : [])].map((key) => speaker.say(`clicks.column.${key}`));
  const scale = shares(speaker, shown.map((spot) => spot.clicks / Math.max(1, all)));
  const rows = shown.map((spot, n) => spotRow(of, { spot, n, all, knowsDead, knowsRage }));
  return plotted(of, { scale, columns, groups: [{ rows, ...(words === '' ? {} : { more: { id: 'clicks:more', words } }) }] });
}

type Listed = { spot: Spot; n: number; all: number; knowsDead: boolean; knowsRage: boolean };

function spotRow({ speaker, isNarrow }: Asked, { spot, n, all, knowsDead, knowsRage }: Listed): PlotRow {
  const share = spot.clicks / Math.max(1, all);
  const fate = fateWords(speaker, spot.rows[0]!);
  const vain = spot.dead === null ? '–' : speaker.count(spot.dead);
  const said = [speaker.say('clicks.label.spot', { name: spot.name, clicks: spot.clicks, share }), fate, ...(spot.dead ? [speaker.say('clicks.label.vain', { n: spot.dead })] : []), ...(spot.rage > 0 ? [speaker.say('clicks.label.rage', { n: spot.rage })] : [])];
  return {
    id: `clicks:spot:${n + 1}`, name: `${n + 1}  ${spot.name}`, note: fate, label: said.join('; '),
    figures: [speaker.count(spot.clicks), ...(isNarrow ? [] : [speaker.share(share)]), ...(knowsDead ? [vain] : []), ...(knowsRage ? [speaker.count(spot.rage)] : [])],
    draw: (at, y) => [bar(at(0), at(share), y, 14)],
  };
}

/** The hottest spot, and the first of those where clicks are in vain. */
function sentence(of: Asked, spots: readonly Spot[]): string {
  const { speaker, answer } = of;
  const top = spots[0];
  if (top === undefined) return '';
  const vain = spots.slice(0, MOST).find((spot) => spot.isVain && spot.dead !== null);
  return [
    speaker.say('clicks.most', { name: top.name, clicks: top.clicks, all: summed(answer.rows, 'clicks') }),
    ...(vain === undefined ? [] : [speaker.say(vain === top ? 'clicks.vain.top' : 'clicks.vain', { name: vain.name, share: Math.min(1, vain.dead! / vain.clicks) })]),
    ...standsWords(of),
  ].join(' ');
}
