/** Touchpoints as lines of text: a row for each channel, marks sized by reach, lines as thick as those who moved. */
import type { Link, TouchpointMark } from '../../../generated/resolvedmap.ts';
import { comparedLabel, halves, heldAgainst, inkOf, moreOrLess } from '../compared.ts';
import { channelIcon } from '../icons.ts';
import { channelName, stageName } from '../say.ts';
import { circle, group, icon, path, rect, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { moreOf } from './more.ts';
import { routesOf, type Grid, type Route } from './router.ts';
import { ARROW_ROOM, countOf, planOf, type Place, type Plan } from './touchpointplan.ts';

const LINES_SHOWN = { calm: 18, dense: 30 };
const LINES_OF_ONE = 6; // more appear when a touchpoint is chosen
const THICKEST = 5.5;
const LEADING = 15;

export function touchpointsLane(context: Context): Lane {
  const { map, speaker, frame } = context;
  const named = laneName(context, { icon: 'touchpoints', name: speaker.say('lane.touchpoints') });
  if (map.touchpoints.length === 0) {
    const words = paragraph(frame.gutter, 14, speaker.say('touchpoint.none'), { size: 14, fill: 'ink3', room: 520 });
    return { id: 'touchpoints', height: 56, shapes: words, names: named.shapes.slice(0, 2) };
  }
  const plan = planOf(context);
  const top = named.bottom + 2;
  const rowY = (row: number): number => top + plan.tops[row]! + 14;
  const grid: Grid = { rowY, streetY: (row) => top + plan.tops[row]!, corridorX: (column) => frame.columns[column]!.x - 25, tracks: frame.columns[0]!.w < 190 ? 3 : 4 };
  const lines = linesOf(context, plan, grid);
  const largest = map.touchpoints[0]?.customers ?? 1;
  const bottom = top + plan.tops.at(-1)!;
  const notes = footnote(context, plan, { y: bottom + (plan.folded.size > 0 ? 40 : 18), least: lines.least });
  const shapes = [
    ...lines.shapes,
    ...plan.places.map((place) => placeShape(context, place, { y: rowY(place.row), largest })),
    ...foldedShapes(context, plan, bottom + 18),
    ...notes,
  ];
  const channels = plan.channels.flatMap(({ channel, row }) => channelShapes(context, channel, rowY(row)));
  return { id: 'touchpoints', height: bottom + (plan.folded.size > 0 ? 48 : 26) + (notes.length - 1) * 16, shapes, names: [...named.shapes, ...channels] };
}

function channelShapes({ frame, speaker }: Context, channel: string, y: number): Shape[] {
  const x = frame.margin + 24;
  return [icon(channelIcon(channel), frame.margin, y - 8, 'ink3'), text(x, y + 4, channelName(speaker, channel), { fill: 'ink2', room: frame.gutter - x - 44 })];
}

function linesOf(context: Context, plan: Plan, grid: Grid): { shapes: Shape[]; least: number } {
  const { map, view } = context;
  const stage = new Map(plan.places.map((place) => [place.mark.id, place.column.index]));
  const goesOn = (link: Link): boolean => (stage.get(link.to_touchpoint) ?? -1) >= (stage.get(link.from_touchpoint) ?? 0);
  const known = map.links.filter((link) => stage.has(link.from_touchpoint) && stage.has(link.to_touchpoint));
  const shown = known.filter(goesOn).slice(0, LINES_SHOWN[view.density]);
  const quiet = ofEach(known).filter((link) => !shown.includes(link));
  const most = Math.max(1, ...known.slice(0, 1).map((link) => link.customers));
  const routes = routesOf([...shown, ...quiet], plan.places, grid);
  const shapes = routes.map((route) => lineShape(route, { most, isQuiet: !shown.includes(route.link) })).reverse();
  return { shapes, least: shown.length < known.length ? (shown.at(-1)?.customers ?? 0) : 0 };
}

/** The biggest few links of every touchpoint, so that choosing one can light them up. */
function ofEach(links: readonly Link[]): Link[] {
  const seen = new Map<string, number>();
  return links.filter((link) => {
    const ends = [link.from_touchpoint, link.to_touchpoint];
    const isKept = ends.some((end) => (seen.get(end) ?? 0) < LINES_OF_ONE);
    if (isKept) ends.forEach((end) => seen.set(end, (seen.get(end) ?? 0) + 1));
    return isKept;
  });
}

/** A line with paper beside it, so that a crossing reads as one line over another. */
function lineShape({ link, d, isBack }: Route, { most, isQuiet }: { most: number; isQuiet: boolean }): Shape {
  const width = Math.max(0.75, (THICKEST * link.customers) / most);
  const dash = isBack ? { dash: '5 3' } : {};
  const casing = path(d, { stroke: 'paper', width: width + 2.5 });
  const drawn = path(d, { stroke: 'link', width, role: 'line', ...dash });
  return group([casing, drawn], { role: isQuiet ? 'quiet' : 'shown', about: [link.from_touchpoint, link.to_touchpoint] });
}

function placeShape(context: Context, place: Place, { y, largest }: { y: number; largest: number }): Shape {
  const { speaker } = context;
  const { mark, column, x, label } = place;
  const last = y + 4 + (label.lines.length - 1) * LEADING;
  const full = label.isCut ? { full: mark.name } : {};
  const held = heldAgainst(context.map, 'touchpoint', mark.id);
  const fill = inkOf(held);
  const children = [
    ...signs(context, mark, { x: x - 11, y, largest }),
    ...label.lines.filter(Boolean).map((line, n) => ({ ...text(x, y + 4 + n * LEADING, line, { halo: true, fill }), ...full })),
    ...counted(context, mark, { x: x + label.countX, y: last }),
  ];
  const stage = stageName(speaker, column.stage);
  const words = speaker.say('touchpoint.label', { name: mark.name, channel: channelName(speaker, mark.channel), stage, customers: mark.customers, share: mark.reach.figure }) + comparedLabel(speaker, held);
  const box = { x: x - 20, y: y - 11, w: place.end - x + 24, h: 22 + (label.lines.length - 1) * LEADING };
  return group(children, { mark: { id: mark.id, lane: 'touchpoints', stage: mark.stage, label: words, ...box }, about: [mark.id] });
}

/** Customers, or under a comparison their share, an arrow and the difference. */
function counted(context: Context, mark: TouchpointMark, { x, y }: { x: number; y: number }): Shape[] {
  const { count, difference } = countOf(context, mark);
  if (difference === '') return [text(x, y, count, { fill: 'ink3', halo: true })];
  const share = text(x, y, count, { weight: 600, halo: true });
  const at = x + share.width;
  return [share, ...moreOrLess(heldAgainst(context.map, 'touchpoint', mark.id), { x: at + 9, y: y - 4 }), text(at + ARROW_ROOM, y, difference, { weight: 600, halo: true })];
}

/** The sign of a touchpoint; under a comparison its left half is as large as the share here, its right half as the share there. */
function signs({ map }: Context, mark: TouchpointMark, { x, y, largest }: { x: number; y: number; largest: number }): Shape[] {
  const held = heldAgainst(map, 'touchpoint', mark.id);
  if (held === null) return [touchpointSign(mark, { x, y, largest })];
  const [own, there] = [mark.customers, (held.versus.figure ?? 0) * map.base.customers].map((customers) => (customers > 0 ? 1.8 + 7.2 * Math.min(1.4, customers / Math.max(1, largest)) : 0)) as [number, number];
  return halves({ x, y }, { own, there, isSquare: mark.is_physical, differs: held.differs === true });
}

const DOUBTFUL = 0.5;

/** Round for digital, square for physical; hollow where people said its place, or a rule is unsure of it. */
export function touchpointSign(mark: TouchpointMark, { x, y, largest }: { x: number; y: number; largest: number }): Shape {
  const r = 2.2 + 6 * Math.sqrt(mark.customers / Math.max(1, largest));
  const isSure = mark.placement === 'measured' || (mark.placement === 'inferred' && (mark.placement_confidence ?? 0) >= DOUBTFUL);
  const dash = mark.placement === 'inferred' && r > 4 ? { dash: '2 2' } : {};
  const look = isSure ? ({ fill: 'ink2' } as const) : ({ fill: 'paper', stroke: 'ink2', width: 1.5, ...dash } as const);
  const size = isSure ? r : Math.max(2.2, r - 0.75);
  return mark.is_physical ? rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, { r: 1, ...look }) : circle(x, y, size, look);
}

function foldedShapes(context: Context, plan: Plan, y: number): Shape[] {
  const { frame, speaker, view } = context;
  if (view.unfolded.includes('touchpoints') && plan.folded.size === 0) {
    return [moreOf({ id: 'more:touchpoints', words: speaker.say('touchpoint.fewer'), x: frame.gutter, y, lane: 'touchpoints' }).shape];
  }
  return frame.columns.flatMap((column) => {
    const marks = plan.folded.get(column.stage.id) ?? [];
    if (marks.length === 0) return [];
    const params = { n: marks.length, customers: marks.reduce((sum, mark) => sum + mark.customers, 0) };
    const id = `more:touchpoints:${column.stage.id}`;
    return [moreOf({ id, words: speaker.say('touchpoint.more', params), label: speaker.say('touchpoint.more.label', params), x: column.x, y, lane: 'touchpoints', isPaper: view.medium === 'print' }).shape];
  });
}

function footnote({ speaker, frame, view }: Context, plan: Plan, { y, least }: { y: number; least: number }): Shape[] {
  const words = [
    `${speaker.say('lane.touchpoints.note')}.`,
    least > 1 && view.medium === 'screen' ? speaker.say('touchpoint.links_below', { n: least }) : '',
    plan.unplaced.length > 0 ? speaker.say('touchpoint.unplaced', { n: plan.unplaced.length, customers: plan.unplaced.reduce((sum, mark) => sum + mark.customers, 0) }) : '',
  ].filter(Boolean);
  return paragraph(frame.gutter, y, words.join('  '), { fill: 'ink3', room: Math.min(frame.width - frame.gutter - frame.margin, 1200), most: 2 });
}
