/** Visits in four figures: how many, how many each, how long in interactions and in time. */
import { group, line, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import { countOf, figureOf } from './answer.ts';
import type { Asked, Drawing } from './frame.ts';

interface Figure {
  readonly id: string;
  readonly figure: string;
  readonly what: string;
  readonly how: string;
}

const HIGH = 108;

export function sessionsPicture(of: Asked): Drawing {
  const { left, room, isNarrow } = of;
  const figures = figuresOf(of);
  const beside = isNarrow ? 2 : figures.length;
  const pitch = room / Math.max(1, beside);
  const shapes = figures.map((one, n) => figureShape(of, one, { x: left + (n % beside) * pitch, y: Math.floor(n / beside) * HIGH, w: pitch - 24 }));
  return { title: of.speaker.say('sessions.title'), shapes, height: Math.ceil(figures.length / beside) * HIGH };
}

function figuresOf({ answer, speaker }: Asked): Figure[] {
  const row = answer.rows[0];
  if (row === undefined) return [];
  const [count, customers, length, seconds] = [countOf(row, 'count'), countOf(row, 'customers'), figureOf(row, 'median_length'), figureOf(row, 'median_seconds')];
  return [
    { id: 'count', figure: speaker.count(count), what: speaker.say('sessions.count'), how: speaker.say('sessions.count.of', { n: customers }) },
    { id: 'each', figure: customers === 0 ? '–' : speaker.number(count / customers), what: speaker.say('sessions.each'), how: speaker.say('sessions.each.of') },
    { id: 'length', figure: length === null ? '–' : speaker.number(length, length % 1 === 0 ? 0 : 1), what: speaker.say('sessions.length'), how: speaker.say('sessions.median') },
    { id: 'time', figure: seconds === null ? '–' : speaker.duration(seconds), what: speaker.say('sessions.time'), how: speaker.say('sessions.median') },
  ];
}

function figureShape({ speaker }: Asked, { id, figure, what, how }: Figure, { x, y, w }: { x: number; y: number; w: number }): Shape {
  const words = paragraph(x, y + 66, what, { size: 14, room: w, most: 1 });
  const shapes = [line(x, y + 8, x + w, y + 8, 'rule2'), text(x, y + 44, figure, { size: 28, weight: 600, room: w }), ...words, text(x, y + 84, how, { fill: 'ink3', room: w })];
  return group(shapes, { mark: { id: `sessions:${id}`, lane: 'sessions', label: speaker.say('sessions.label', { what, figure, how }), x: x - 6, y, w: w + 12, h: HIGH - 12 } });
}
