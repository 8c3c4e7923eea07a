/** What the marks mean, in one line at the foot. */
import { circle, rect, type Shape } from '../scene.ts';
import { text, widthOf } from '../text.ts';
import { provenanceDot, targetDot } from './figures.ts';
import type { Context, Lane } from './lane.ts';
import { findingSign } from './signs.ts';

export function legendLane({ frame, speaker }: Context): Lane {
  const signs: [string, (x: number, y: number) => Shape][] = [
    ['legend.measured', (x, y) => provenanceDot('measured', { x, y, isSmall: false })],
    ['legend.asserted', (x, y) => provenanceDot('asserted', { x, y, isSmall: false })],
    ['legend.inferred', (x, y) => provenanceDot('inferred', { x, y, isSmall: false })],
    ['legend.digital', (x, y) => circle(x, y, 4, { fill: 'ink2' })],
    ['legend.physical', (x, y) => rect(x - 3.6, y - 3.6, 7.2, 7.2, { fill: 'ink2', r: 1 })],
    ['legend.pain', (x, y) => findingSign('pain', { x, y, size: 5 })],
    ['legend.delight', (x, y) => findingSign('delight', { x, y, size: 5 })],
    ['legend.moment', (x, y) => findingSign('moment_of_truth', { x, y, size: 5 })],
    ['legend.met', (x, y) => targetDot(true, { x, y })],
    ['legend.missed', (x, y) => targetDot(false, { x, y })],
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
  signs.forEach(([key, sign]) => place(speaker.say(key), sign));
  place(speaker.say('legend.interval'), null);
  return { id: 'legend', height: y + 12, shapes, names: [] };
}
