/** What the marks mean, in one line at the foot. */
import { arrowFor, halves } from '../compared.ts';
import { circle, group, icon, line, rect, type Shape } from '../scene.ts';
import { text, widthOf } from '../text.ts';
import { provenanceDot, targetDot } from './figures.ts';
import type { Context, Lane } from './lane.ts';
import { feelingSign, findingSign } from './signs.ts';

/** Which signs an edited map needs explained; a found map has them all. */
function occurring({ map }: Context): (key: string) => boolean {
  if (map.lanes.length === 0) return (key) => !OF_EDITED.includes(key);
  const shows = new Set(map.lanes.map((lane) => lane.shows));
  const known = new Set<string>([...map.cards, ...map.cells].map((record) => record.provenance));
  const isCounted = map.base.customers > 0;
  const isFelt = map.curves.some((curve) => curve.kind === 'feeling') || map.feelings.some((point) => point.feeling.figure !== null);
  const needed: Readonly<Record<string, boolean>> = {
    'legend.measured': isCounted || known.has('measured'), 'legend.asserted': known.has('asserted'), 'legend.inferred': isCounted || known.has('inferred'),
    'legend.good': isFelt, 'legend.bad': isFelt,
    'legend.digital': isCounted && shows.has('touchpoints'), 'legend.physical': isCounted && shows.has('touchpoints'),
    'legend.pain': shows.has('pain') || (isCounted && shows.has('findings')), 'legend.delight': shows.has('delight') || (isCounted && shows.has('findings')), 'legend.moment': shows.has('moment_of_truth') || (isCounted && shows.has('findings')),
    'legend.opportunity': map.cards.length > 0 && shows.has('opportunity'), 'legend.to_be': map.curves.some((curve) => curve.is_planned),
    'legend.met': isCounted && map.figures.length > 0, 'legend.missed': isCounted && map.figures.length > 0, 'legend.interval': isCounted || map.cells.some((cell) => cell.measurement !== null),
  };
  return (key) => needed[key] === true && (map.cards.length + map.cells.length > 0 || isCounted);
}

const OF_EDITED: readonly string[] = ['legend.opportunity', 'legend.to_be'];

export function legendLane(context: Context): Lane {
  const { frame, speaker } = context;
  const isShown = occurring(context);
  const signs: [string, (x: number, y: number) => Shape][] = [
    ['legend.measured', (x, y) => provenanceDot('measured', { x, y, isSmall: false })],
    ['legend.asserted', (x, y) => provenanceDot('asserted', { x, y, isSmall: false })],
    ['legend.inferred', (x, y) => provenanceDot('inferred', { x, y, isSmall: false })],
    ['legend.good', (x, y) => group([circle(x, y, 5.5, { fill: 'good' }), ...feelingSign(1, { x, y, size: 3 }, 'paper')])],
    ['legend.bad', (x, y) => group([circle(x, y, 5.5, { fill: 'bad' }), ...feelingSign(-1, { x, y, size: 3 }, 'paper')])],
    ['legend.digital', (x, y) => circle(x, y, 4, { fill: 'ink2' })],
    ['legend.physical', (x, y) => rect(x - 3.6, y - 3.6, 7.2, 7.2, { fill: 'ink2', r: 1 })],
    ['legend.pain', (x, y) => findingSign('pain', { x, y, size: 5 })],
    ['legend.delight', (x, y) => findingSign('delight', { x, y, size: 5 })],
    ['legend.moment', (x, y) => findingSign('moment_of_truth', { x, y, size: 5 })],
    ['legend.opportunity', (x, y) => icon('opportunity', x - 6, y - 6, 'accent', 12)],
    ['legend.to_be', (x, y) => line(x - 6, y, x + 7, y, 'accent', 2.25, '5 3')],
    ['legend.met', (x, y) => targetDot(true, { x, y })],
    ['legend.missed', (x, y) => targetDot(false, { x, y })],
  ];
  const compared: [string, ((x: number, y: number) => Shape) | null][] = [
    ['compare.this', (x, y) => group(halves({ x: x + 2, y }, { own: 5, there: 0 }))],
    ['compare.other', (x, y) => group(halves({ x: x - 2, y }, { own: 0, there: 5 }))],
    ['compare.line', (x, y) => line(x - 5, y, x + 7, y, 'ink1', 1.5, '4 3')],
    ['compare.more', (x, y) => group(arrowFor(1, { x, y }))],
    ['compare.less', (x, y) => group(arrowFor(-1, { x, y }))],
    ['compare.pale', (x, y) => circle(x, y, 3.2, { fill: 'paper', stroke: 'ink3', width: 1.5 })],
    ['compare.unit', null],
  ];
  const shapes: Shape[] = [];
  let [x, y] = [frame.margin, 14];
  const place = (words: string, sign: ((x: number, y: number) => Shape) | null): void => {
    const width = widthOf(words, 12) + (sign ? 14 : 0);
    if (x + width > frame.width - frame.margin && x > frame.margin) [x, y] = [frame.margin, y + 20];
    if (sign) shapes.push(sign(x + 4, y - 4));
    shapes.push(text(x + (sign ? 14 : 0), y, words, { fill: 'ink3' }));
    x += width + 20;
  };
  if (context.map.compared) compared.forEach(([key, sign]) => place(speaker.say(key), sign));
  signs.filter(([key]) => isShown(key)).forEach(([key, sign]) => place(speaker.say(key), sign));
  if (isShown('legend.interval')) place(speaker.say('legend.interval'), null);
  return { id: 'legend', height: y + 12, shapes, names: [] };
}
