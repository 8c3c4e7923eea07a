/** Text measured with the bundled typeface's own widths, wrapped and shortened without a browser. */
import { ADVANCES } from '../../generated/metrics.ts';
import type { Paint } from './theme.ts';
import type { Shape, Size, TextShape, Weight } from './scene.ts';

const UNKNOWN = 640; // a letter that the typeface lacks is drawn by the system's own, about as wide as a capital
const WIDE = 1000; // ideographs and emoji

const MEASURED: Record<Weight, Map<string, number>> = { 400: new Map(), 600: new Map() };
const MOST_MEASURED = 50_000;
const TIE = '\u00a0'; // holds a figure and its unit together

/** The width of `text` in pixels; what was measured once is remembered. */
export function widthOf(text: string, size: number, weight: Weight = 400): number {
  const measured = MEASURED[weight];
  let sum = measured.get(text);
  if (sum === undefined) {
    sum = thousandths(text, weight);
    if (measured.size >= MOST_MEASURED) measured.clear();
    measured.set(text, sum);
  }
  return (sum * size) / 1000;
}

function thousandths(text: string, weight: Weight): number {
  let sum = 0;
  for (const letter of text) sum += advance(letter, weight);
  return sum;
}

function advance(letter: string, weight: Weight): number {
  return ADVANCES[weight][letter] ?? (letter.codePointAt(0)! > 0x1100 ? WIDE : UNKNOWN);
}

/** `text`, or its beginning and an ellipsis where it is wider than `room`. */
export function shortened(text: string, room: number, size: number, weight: Weight = 400): string {
  if (widthOf(text, size, weight) <= room) return text;
  const dots = advance('…', weight);
  let kept = '';
  let sum = 0;
  for (const letter of text) {
    sum += advance(letter, weight);
    if (kept !== '' && letter.trim() !== '' && ((sum + dots) * size) / 1000 > room) break;
    kept += letter;
  }
  return kept.trimEnd() + '…';
}

const ALONE = 0.34; // of its room: a last line shorter than this is one word too few
const MOST_BALANCED = 4;
const NARROWER = [0.92, 0.84, 0.76, 0.68] as const;

const WRAPPED = new Map<string, readonly string[]>();
const MOST_WRAPPED = 20_000;

/** The lines that `text` takes in `room`; a word wider than the room is broken, the last line shortened. */
export function wrapped(text: string, room: number, size: number, weight: Weight = 400, most = 3): readonly string[] {
  const key = `${room} ${size} ${weight} ${most} ${text}`;
  const known = WRAPPED.get(key);
  if (known) return known;
  const lines = balanced(text, { room, size, weight, most });
  if (WRAPPED.size >= MOST_WRAPPED) WRAPPED.clear();
  WRAPPED.set(key, lines);
  return lines;
}

type Setting = { room: number; size: number; weight: Weight; most: number };

/** The same number of lines with no short word left alone on the last: they are set narrower where that helps. */
function balanced(text: string, setting: Setting): string[] {
  const { room, size, weight } = setting;
  let lines = linesOf(text, setting);
  const isAlone = (): boolean => widthOf(lines.at(-1) ?? '', size, weight) < room * ALONE;
  if (lines.length < 2 || lines.length > MOST_BALANCED || lines.at(-1)!.endsWith('…') || !isAlone()) return lines;
  const widest = Math.max(...text.split(/[ \t\r\n]+/).map((word) => widthOf(word, size, weight)));
  for (const share of NARROWER) {
    const tried = room * share < widest ? null : linesOf(text, { ...setting, room: room * share });
    if (tried === null || tried.length > lines.length || tried.at(-1)!.endsWith('…')) return lines;
    lines = tried;
    if (!isAlone()) return lines;
  }
  return lines;
}

/** Words are added by their widths; kerning is not measured, so a line is as wide as its words and spaces. */
function linesOf(text: string, { room, size, weight, most }: Setting): string[] {
  const lines: string[] = [];
  const space = widthOf(' ', size, weight);
  let width = 0;
  let current = '';
  for (const word of pieces(text, room, size, weight)) {
    if (lines.length > most) break; // what comes after it is cut anyway
    const longer = current === '' ? widthOf(word, size, weight) : width + space + widthOf(word, size, weight);
    if (longer <= room || current === '') {
      current = current === '' ? word : `${current} ${word}`;
      width = longer;
    } else {
      lines.push(current);
      current = word;
      width = widthOf(word, size, weight);
    }
  }
  if (current !== '') lines.push(current);
  if (lines.length <= most) return lines;
  const rest = lines.slice(most - 1).join(' ');
  return [...lines.slice(0, most - 1), shortened(rest, room, size, weight)];
}

function* pieces(text: string, room: number, size: number, weight: Weight): Generator<string> {
  for (const word of text.split(/[ \t\r\n]+/)) if (word !== '') yield* broken(word, room, size, weight);
}

/** A word in pieces that fit: between a figure and its unit first, then between letters. */
function* broken(word: string, room: number, size: number, weight: Weight): Generator<string> {
  if (widthOf(word, size, weight) <= room) return yield word;
  if (word.includes(TIE)) {
    for (const piece of word.split(TIE)) if (piece !== '') yield* broken(piece, room, size, weight);
    return;
  }
  const dash = advance('-', weight);
  let current = '';
  let sum = 0;
  for (const letter of word) {
    const wide = advance(letter, weight);
    if (current !== '' && ((sum + wide + dash) * size) / 1000 > room) {
      yield current + '-';
      current = '';
      sum = 0;
    }
    current += letter;
    sum += wide;
  }
  yield current;
}

export interface Style {
  readonly size?: Size;
  readonly weight?: Weight;
  readonly fill?: Paint;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly room?: number; // shortened to this width
  readonly language?: string;
  readonly halo?: boolean;
}

/** One line of text at a baseline; shortened to its room, with the whole text kept beside it. */
export function text(x: number, y: number, words: string, style: Style = {}): TextShape {
  const { size = 12, weight = 400, fill = 'ink1', anchor = 'start', room } = style;
  const shown = room === undefined ? words : shortened(words, room, size, weight);
  return {
    kind: 'text', x, y, text: shown, size, weight, fill, anchor, width: widthOf(shown, size, weight),
    ...(shown === words ? {} : { full: words }),
    ...(style.language === undefined ? {} : { language: style.language }),
    ...(style.halo ? { halo: true } : {}),
  };
}

/** Several lines below each other; the whole text is kept with the last one where something was cut. */
export function paragraph(x: number, y: number, words: string, style: Style & { room: number; most?: number; leading?: number }): TextShape[] {
  const { size = 12, weight = 400, room, most = 3 } = style;
  const leading = style.leading ?? Math.round(size * 1.34);
  const lines = wrapped(words, room, size, weight, most);
  const isCut = lines.at(-1)?.endsWith('…') === true && !words.endsWith('…');
  const { room: _, ...plain } = style;
  return lines.map((content, row) => ({
    ...text(x, y + row * leading, content, plain),
    ...(isCut ? { full: words } : {}),
  }));
}

/** Pieces of one line after each other, with `gap` between them: a figure, then what belongs to it. */
export function run(x: number, y: number, pieces: readonly (readonly [string, Style])[], gap = 5): { shapes: Shape[]; end: number } {
  const shapes: Shape[] = [];
  let at = x;
  for (const [words, style] of pieces.filter(([content]) => content !== '')) {
    const piece = text(at, y, words, style);
    shapes.push(piece);
    at += piece.width + gap;
  }
  return { shapes, end: at - (shapes.length > 0 ? gap : 0) };
}
