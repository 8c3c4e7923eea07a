/** Checks where people are to buy: by area, each with its verdict, what was found and what that rests on. */
import { circle, group, line, path, px, rect, type Shape } from '../scene.ts';
import { inUnit, type Tongue } from '../say.ts';
import { paragraph, text, widthOf } from '../text.ts';
import { countOf, figureOf, nameOf, rangeOf, type Range, type Row } from './answer.ts';
import { dot } from './dots.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { placeName } from './names.ts';
import { grouped, mostRows } from './told.ts';

const MOST = 40;
const ICON = 24;
const HEAD = 36;
const CHART = 220;
const POINTS = 100;
const VERDICTS = ['fault', 'look', 'unknown', 'fine'] as const;
/** Things that have words of their own; all others are names that sources gave. */
const TOLD = /^(?:(?:pay|link|missing):|no_)/;
const FOUND: Readonly<Record<string, string>> = { phone_conversion: 'phone', phone_step: 'phone', checkout_left: 'step', checkout_back: 'step', payment_left: 'way' };

export function checksPicture(of: Asked): Drawing {
  const { answer, speaker, left, right } = of;
  const shown = answer.rows.slice(0, mostRows(of, MOST));
  const hidden = answer.rows.length - shown.length;
  const shapes: Shape[] = [];
  let y = 0;
  for (const [area, rows] of grouped(shown, (row) => nameOf(row, 'area') ?? '')) {
    shapes.push(text(left, y + 22, speaker.say(`checks.area.${area}`), { size: 14, weight: 600 }));
    y += HEAD;
    for (const row of rows) {
      const drawn = checkPart(of, row, `checks:${shown.indexOf(row)}`);
      shapes.push(line(left, y, right, y, 'rule'), group(drawn.shapes, { y }));
      y += drawn.height;
    }
    y += 8;
  }
  if (hidden > 0) shapes.push(text(left, y + 16, speaker.say('checks.more', { n: hidden }), { fill: 'ink3' }));
  return { title: speaker.say('checks.title'), says: speaker.say('checks.says'), shapes, height: y + (hidden > 0 ? 28 : 0), legend: legend(of, shown) };
}

function checkPart(of: Asked, row: Row, id: string): { readonly shapes: Shape[]; readonly height: number } {
  const { speaker, left, right, room, isNarrow } = of;
  const [what, found, more] = [checkName(speaker, row), foundWords(speaker, row), restWords(speaker, row)];
  const verdict = nameOf(row, 'verdict') ?? 'unknown';
  const told = speaker.say(`checks.verdict.${verdict}`);
  const beside = Math.max(...VERDICTS.map((one) => widthOf(speaker.say(`checks.verdict.${one}`), 14, 600))) + 16;
  const hasChart = !isNarrow && figureOf(row, 'against') !== null;
  const words = room - ICON - beside - (isNarrow ? 0 : CHART + 24);
  const head = paragraph(left + ICON, 22, what, { size: 14, weight: verdict === 'fine' ? 400 : 600, room: words, most: 3, leading: 19, fill: verdict === 'fine' ? 'ink2' : 'ink1' });
  const wide = room - ICON - (isNarrow ? 0 : beside + CHART + 24);
  const figures = found === '' ? [] : paragraph(left + ICON, head.at(-1)!.y + 19, found, { fill: 'ink2', room: wide, most: 4, leading: 16 });
  const last = paragraph(left + ICON, (figures.at(-1) ?? head.at(-1)!).y + 17, more, { fill: 'ink3', room: wide, most: 3, leading: 16 });
  const height = last.at(-1)!.y + 14;
  const shapes = [...verdictSign(verdict, left + 7, 17), ...head, ...figures, ...last, text(right, 22, told, { size: 14, weight: verdict === 'fault' ? 600 : 400, anchor: 'end', fill: verdict === 'fault' || verdict === 'look' ? 'bad' : 'ink2' })];
  if (hasChart) shapes.push(...chart(row, { x: right - beside - CHART, y: Math.min(height / 2, 28) }));
  return { shapes: [group(shapes, { mark: { id, lane: 'checks', label: speaker.say('checks.label', { what, verdict: told, found, more }), x: left, y: 2, w: room, h: height - 4 } })], height };
}

/** What is checked, and where. */
export function checkName(speaker: Tongue, row: Row): string {
  const check = nameOf(row, 'check') ?? '';
  const what = speaker.has(`checks.of.${check}`) ? speaker.say(`checks.of.${check}`) : check;
  const at = nameOf(row, 'at');
  return at === null ? what : speaker.say('checks.at', { what, at: placeName(speaker, at) });
}

function foundWords(speaker: Tongue, row: Row): string {
  return [figureWords(speaker, row), gapWords(speaker, row), ...thingWords(speaker, row)].filter((words) => words !== '').join(' · ');
}

function figureWords(speaker: Tongue, row: Row): string {
  const [found, against, among] = [figureOf(row, 'found'), figureOf(row, 'against'), figureOf(row, 'among')];
  if (found === null) return '';
  const unit = nameOf(row, 'unit') ?? 'count';
  const say = (amount: number, range: Range | null): string => (range === null || unit !== 'share' ? inUnit(speaker, amount, unit) : `${speaker.share(amount)} (${speaker.number(range.low * POINTS)}–${speaker.number(range.high * POINTS)})`);
  const own = say(found, rangeOf(row, 'found'));
  const check = nameOf(row, 'check') ?? '';
  if (against !== null) return speaker.say(`checks.found.${FOUND[check] ?? 'step'}`, { found: own, against: say(against, rangeOf(row, 'against')) });
  if (check === 'call_place') return speaker.say('checks.found.after', { found: own });
  if (found === 0) return '';
  return among === null ? own : speaker.say('checks.found.of', { found: own, among: speaker.count(among) });
}

/** The difference among equals, where it is one of visits on two kinds of screens. */
function gapWords(speaker: Tongue, row: Row): string {
  const [gap, range] = [figureOf(row, 'difference'), rangeOf(row, 'difference')];
  if (gap === null || range === null || nameOf(row, 'area') !== 'phone') return '';
  return speaker.say('checks.found.gap', { gap: speaker.signed(gap * POINTS), low: speaker.signed(range.low * POINTS), high: speaker.signed(range.high * POINTS) });
}

/** Things that were found by name, and those that are missing. */
export function thingWords(speaker: Tongue, row: Row): string[] {
  const things = Array.isArray(row['says']) ? row['says'].map(String) : [];
  const isWay = nameOf(row, 'check') === 'checkout_steps';
  const named = (thing: string): string => {
    const word = `checks.said.${thing.replace(/^(?:pay|link|missing):/, '')}`;
    return TOLD.test(thing) && speaker.has(word) ? speaker.say(word) : isWay ? placeName(speaker, thing) : thing;
  };
  const missing = things.filter((thing) => thing.startsWith('missing:')).map(named);
  const required = things.find((thing) => thing.startsWith('required:'));
  const others = things.filter((thing) => !/^(?:missing|required):/.test(thing)).map(named);
  const joint = isWay ? ' › ' : ', ';
  return [
    others.join(joint),
    missing.length === 0 ? '' : speaker.say('checks.said.missing', { names: missing.join(', ') }),
    required === undefined ? '' : speaker.say('checks.said.required', { n: Number(required.slice('required:'.length)) }),
  ].filter((words) => words !== '');
}

/** What a verdict rests on; of what nobody knows, what would tell it. */
export function restWords(speaker: Tongue, row: Row): string {
  const bring = nameOf(row, 'bring');
  if (bring !== null) return speaker.say('checks.bring', { bring: speaker.say(`checks.bring.${bring}`) });
  const basis = speaker.say(`checks.basis.${nameOf(row, 'basis') ?? 'nothing'}`);
  const by = nameOf(row, 'by');
  const n = figureOf(row, 'n');
  return [by === null ? basis : speaker.say('checks.by', { basis, by }), n === null ? '' : speaker.say('checks.visits', { n })].filter((words) => words !== '').join(' · ');
}

/** A fault is a full triangle, what is worth a look an open one; fine is a tick, and the unknown a dotted ring. */
export function verdictSign(verdict: string, x: number, y: number): Shape[] {
  const triangle = `M${px(x)} ${px(y - 6)}L${px(x + 7)} ${px(y + 6)}L${px(x - 7)} ${px(y + 6)}Z`;
  if (verdict === 'fault') return [path(triangle, { fill: 'bad' })];
  if (verdict === 'look') return [path(triangle, { fill: 'paper', stroke: 'bad', width: 1.6 })];
  if (verdict === 'fine') return [path(`M${px(x - 6)} ${px(y)}L${px(x - 2)} ${px(y + 4)}L${px(x + 6)} ${px(y - 5)}`, { stroke: 'good', width: 2, cap: 'round' })];
  return [path(`M${px(x - 5)} ${px(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0`, { stroke: 'ink3', width: 1.4, dash: '2 2.5' })];
}

/** Both shares on one line from 0 to 100 %. */
function chart(row: Row, { x, y }: { readonly x: number; readonly y: number }): Shape[] {
  const at = (share: number): number => x + 6 + share * (CHART - 12);
  const [found, against] = [countOf(row, 'found'), countOf(row, 'against')];
  return [
    line(at(0), y, at(1), y, 'rule'), line(at(0), y - 4, at(0), y + 4, 'rule2'), line(at(1), y - 4, at(1), y + 4, 'rule2'),
    line(at(against), y, at(found), y, 'tint1', 4),
    ...dot(at, { figure: against, range: rangeOf(row, 'against'), y, look: { isSquare: true, isHollow: true } }),
    ...dot(at, { figure: found, range: rangeOf(row, 'found'), y }),
  ];
}

function legend({ speaker, isNarrow }: Asked, rows: readonly Row[]): Sign[] {
  const verdicts = VERDICTS.filter((one) => rows.some((row) => row['verdict'] === one));
  const signs = verdicts.map((one): Sign => ({ words: speaker.say(`checks.verdict.${one}`), sign: (x, y) => group(verdictSign(one, x, y)) }));
  if (isNarrow || !rows.some((row) => figureOf(row, 'against') !== null)) return signs;
  return [
    ...signs,
    { words: speaker.say('checks.key.mine'), sign: (x, y) => circle(x, y, 5, { fill: 'bank' }) },
    { words: speaker.say('checks.key.others'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) },
  ];
}
