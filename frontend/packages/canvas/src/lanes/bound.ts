/** Cells that answer a saved query: figure, interval, sample, months, target and age; or words. */
import type { BoundCell } from '../../../generated/resolvedmap.ts';
import { remembered } from '../memo.ts';
import { figureText, halfWidth, inUnit, type Tongue } from '../say.ts';
import { circle, line, path, px, rect, type Shape } from '../scene.ts';
import { paragraph, run, text, widthOf } from '../text.ts';
import type { Drawn } from './cardshape.ts';
import { provenanceDot } from './figures.ts';

type Setting = { readonly speaker: Tongue; readonly name: string; readonly x: number; readonly room: number; readonly isAwaited?: boolean };

const SPARK = { w: 96, h: 18 };

/** A cell drawn from its own top downwards. */
export function cellDrawn(cell: BoundCell, setting: Setting): Drawn {
  const { speaker, name, x, room, isAwaited = false } = setting;
  return remembered(`cell:${cell.lane}:${cell.id}`, [cell, speaker, name, x, room, isAwaited], () => {
    if (cell.measurement !== null) return measured(cell, setting);
    return cell.provenance === 'measured' ? unanswered(cell, setting) : worded(cell, setting);
  });
}

/** A cell that asks for a figure that is not there: as high as with it, so that nothing moves when it comes. */
function unanswered(cell: BoundCell, { speaker, name, x, room, isAwaited = false }: Setting): Drawn {
  const title = cell.text === null || cell.text === '' ? [] : paragraph(x, 13, cell.text, { fill: 'ink2', room, most: 2 });
  const y = title.length * 16 + 18;
  const words = speaker.say(isAwaited ? 'wait.counting' : 'wait.no_figure');
  const form = isAwaited ? [rect(x, y - 13, Math.min(54, room), 14, { fill: 'band', r: 3 }), rect(x, y + 8, Math.min(80, room), 8, { fill: 'band', r: 3 })] : [text(x, y, words, { fill: 'ink3', room })];
  return { children: [...title, ...form], height: y + 22, label: `${name}: ${[cell.text ?? '', words].filter(Boolean).join(', ')}` };
}

function worded(cell: BoundCell, { name, x, room }: Setting): Drawn {
  const words = paragraph(x, 14, cell.text ?? '', { size: 14, room, most: 6, leading: 18 });
  return { children: [provenanceDot(cell.provenance, { x: x - 11, y: 10, isSmall: false }), ...words], height: words.length * 18 + 4, label: `${name}: ${cell.text ?? ''}` };
}

function measured(cell: BoundCell, { speaker, name, x, room }: Setting): Drawn {
  const measurement = cell.measurement!;
  const title = cell.text === null || cell.text === '' ? [] : paragraph(x, 13, cell.text, { fill: 'ink2', room, most: 2 });
  const y = title.length * 16 + 18;
  const figure = figureText(speaker, measurement);
  const isQuiet = measurement.figure === null;
  const size = isQuiet ? 12 : measurement.unit === 'seconds' || widthOf(figure, 18, 600) > room * 0.6 ? 14 : 18;
  const main = text(x, y, figure, { size, weight: isQuiet ? 400 : 600, fill: isQuiet ? 'ink3' : 'ink1', room });
  const beside = run(x, y + 17, [
    [halfWidth(speaker, measurement), { fill: 'ink3' }],
    [measurement.is_withheld || isQuiet ? '' : speaker.say('word.answers', { n: measurement.n }), { fill: 'ink3' }],
    [cell.target === null ? '' : speaker.say('figure.target', { target: inUnit(speaker, cell.target, measurement.unit) }), { fill: 'ink3' }],
  ], 6);
  const fits = beside.end - x <= room;
  const age = measurement.fresh_at === null ? [] : [text(x, y + 33, speaker.say('cell.fresh', { date: measurement.fresh_at }), { fill: 'ink3', room })];
  const sparkX = x + Math.max(main.width + 14, 72);
  const w = Math.min(SPARK.w, x + room - sparkX);
  const spark = w > 30 && !measurement.is_withheld ? sparkline(cell, { x: sparkX, y: y - 17, w }) : [];
  const dot = provenanceDot(measurement.provenance, { x: x - 11, y: y - 6, isSmall: measurement.is_small_sample });
  const n = speaker.say('word.answers', { n: measurement.n });
  const label = `${name}: ${[cell.text ?? '', `${figure} ${halfWidth(speaker, measurement)}`.trim(), n].filter(Boolean).join(', ')}`;
  return { children: [...title, dot, main, ...(fits ? beside.shapes : beside.shapes.slice(0, 1)), ...age, ...spark], height: y + 22 + (age.length > 0 ? 16 : 0), label };
}

/** The months on the cell's own scale; its target is a dotted line. */
function sparkline(cell: BoundCell, { x, y, w }: { x: number; y: number; w: number }): Shape[] {
  const known = cell.trend.flatMap((figure, month) => (figure === null ? [] : [{ figure, month }]));
  if (known.length < 2) return [];
  const wanted = [...known.map(({ figure }) => figure), ...(cell.target === null ? [] : [cell.target])];
  const [low, high] = [Math.min(...wanted), Math.max(...wanted)];
  const at = (figure: number): number => y + SPARK.h * (1 - (figure - low) / (high - low || 1));
  const place = (month: number): number => x + (w * month) / Math.max(1, cell.trend.length - 1);
  const d = known.map(({ figure, month }, n) => `${n === 0 ? 'M' : 'L'}${px(place(month))} ${px(at(figure))}`).join('');
  const last = known.at(-1)!;
  const target = cell.target === null ? [] : [line(x, at(cell.target), x + w, at(cell.target), 'rule2', 1, '2 3')];
  return [...target, path(d, { stroke: 'ink3', width: 1.25 }), circle(place(last.month), at(last.figure), 2.75, { fill: 'ink2' })];
}
