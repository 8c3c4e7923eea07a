/** What every picture of an answer has around it: the question, what it rests on, the legend and the notes. */
import { group, line, type Block, type Scene, type Shape } from '../scene.ts';
import type { Tongue } from '../say.ts';
import { paragraph, text, widthOf } from '../text.ts';
import type { Language } from '../view.ts';
import type { Answer } from './answer.ts';
import { noteWords } from './notes.ts';

/** How a picture is to be looked at. */
export interface PictureView {
  readonly width: number;
  readonly language: Language;
  readonly density?: 'calm' | 'dense'; // dense: more rows before the rest is gathered
  readonly locale?: string; // the reader's own, for numbers and dates
  readonly backdrop?: { readonly href: string; readonly tall: number }; // a picture of the page that was clicked on
  readonly called?: Readonly<Record<string, string>>; // what people call groups, by the filters that find them
  readonly isBare?: boolean; // the host says title, base and notes itself, and has margins of its own
}

/** A question's answer with everything that drawing it takes; shapes may stand from `left` to `right`. */
export interface Asked {
  readonly answer: Answer;
  readonly view: PictureView;
  readonly speaker: Tongue;
  readonly left: number;
  readonly right: number;
  readonly room: number; // right - left
  readonly isNarrow: boolean;
}

/** One entry of a legend: a sign around its middle, and what it means. */
export interface Sign {
  readonly words: string;
  readonly sign?: (x: number, y: number) => Shape;
}

/** What a kind of picture draws into its frame; y grows from 0 at its upper edge. */
export interface Drawing {
  readonly title: string; // says the question
  readonly says?: string; // one sentence that reads the picture aloud, or how it is to be read
  readonly shapes: readonly Shape[];
  readonly height: number;
  readonly legend?: readonly Sign[];
  readonly notes?: readonly string[]; // what was gathered or left out
  readonly isTitled?: boolean; // the shapes say the title themselves: how they are to be read and what they rest on stand below
  readonly empty?: { readonly words: string; readonly next: string }; // where it is good news that there are no rows
}

/** What draws the answer of each question, by its name. */
export type Kinds = Readonly<Record<string, (of: Asked) => Drawing>>;

const NARROW = 760;
const LEAST = 340;
const SAID = 6; // lines that a sentence may take before it is cut: on a phone they are short

/** The frame of a view: its margins and what stands between them. */
export function asked(answer: Answer, view: PictureView, speaker: Tongue): Asked {
  const width = Math.max(LEAST, view.width);
  const isNarrow = width < NARROW;
  const margin = view.isBare ? 0 : isNarrow ? 24 : 32;
  return { answer, view: { ...view, width }, speaker, left: margin, right: width - margin, room: width - 2 * margin, isNarrow };
}

/** The drawing under its title and above its legend and notes, as a whole picture. */
export function framed(of: Asked, drawing: Drawing): Scene {
  const { view, answer } = of;
  const isEmpty = answer.rows.length === 0;
  const isTitled = drawing.isTitled === true && !isEmpty;
  const head = isTitled ? { shapes: [], height: view.isBare ? 0 : 24 } : titleBlock(of, drawing);
  const body = isEmpty ? emptyBody(of, drawing.empty) : { shapes: [group(drawing.shapes, { lane: answer.what, h: drawing.height })], height: drawing.height };
  const said = isTitled ? [drawing.says ?? '', ...(view.isBare ? [] : [baseWords(of)])].filter(Boolean) : [];
  const foot = footBlock(of, isEmpty ? { ...drawing, legend: [], notes: [] } : { ...drawing, notes: [...said, ...(drawing.notes ?? [])] });
  const block = (id: Block['id'], y: number, { shapes, height }: Part): Block => ({ id, y, width: view.width, height, shapes });
  const blocks = [block('title', 0, head), block('lanes', head.height, body), block('legend', head.height + body.height, foot)];
  return { width: view.width, height: Math.ceil(head.height + body.height + foot.height), gutter: 0, blocks, title: drawing.title, fold: null, feeling: null, sheet: null };
}

type Part = { shapes: readonly Shape[]; height: number };

function titleBlock(of: Asked, { title, says }: Drawing): Part {
  const { left, room, isNarrow, view } = of;
  if (view.isBare) return saysBlock(of, says);
  const size = isNarrow ? 18 : 28;
  const leading = isNarrow ? 24 : 34;
  const head = paragraph(left, isNarrow ? 36 : 44, title, { size, weight: 600, room, most: 2, leading });
  const lead = says === undefined ? [] : paragraph(left, head.at(-1)!.y + 26, says, { size: 14, fill: 'ink2', room: Math.min(room, 760), most: SAID, leading: 20 });
  const base = paragraph(left, (lead.at(-1) ?? head.at(-1)!).y + (lead.length > 0 ? 22 : 24), baseWords(of), { fill: 'ink3', room, most: 2, leading: 18 });
  return { shapes: [...head, ...lead, ...base], height: base.at(-1)!.y + 24 };
}

function saysBlock({ left, room }: Asked, says: string | undefined): Part {
  const shapes = says === undefined ? [] : paragraph(left, 14, says, { size: 14, fill: 'ink2', room: Math.min(room, 760), most: SAID, leading: 20 });
  return { shapes, height: (shapes.at(-1)?.y ?? 0) + 18 };
}

/** What a picture rests on: how many, when, who, and whether everybody was counted. */
export function baseWords({ answer, speaker }: Asked): string {
  const { base, where } = answer;
  const facts = [speaker.say('base.customers', { n: base.customers })];
  if (base.journeys !== null) facts.push(speaker.say(answer.per === 'session' ? 'unit.session' : 'picture.base.journeys', { n: base.journeys }));
  facts.push(speaker.say('base.interactions', { n: base.interactions }));
  if (base.from !== null && base.to !== null) facts.push(speaker.say('sentence.whole_period', { from: base.from, to: base.to }));
  if (where !== null) facts.push(speaker.say('picture.base.where', { where }));
  if (!answer.exact) facts.push(speaker.say('picture.base.estimated'));
  return facts.join(' · ');
}

function emptyBody({ left, right, room, speaker }: Asked, said = { words: speaker.say('picture.empty'), next: speaker.say('picture.empty.next') }): Part {
  const words = paragraph(left, 44, said.words, { size: 18, weight: 600, fill: 'ink2', room, most: 2 });
  const next = paragraph(left, words.at(-1)!.y + 24, said.next, { size: 14, fill: 'ink3', room, most: 3 });
  return { shapes: [line(left, 8, right, 8, 'rule'), ...words, ...next], height: next.at(-1)!.y + 28 };
}

function footBlock(of: Asked, { legend = [], notes = [] }: Drawing): Part {
  const { left, room, answer, speaker, view } = of;
  const signs = legendRows(of, legend);
  let y = signs.height;
  const shapes: Shape[] = [...signs.shapes];
  for (const words of [...notes, ...(view.isBare ? [] : answer.notes.map((note) => noteWords(speaker, note)))]) {
    const lines = paragraph(left, y + 16, words, { fill: 'ink3', room: Math.min(room, 760), most: 3, leading: 17 });
    shapes.push(...lines);
    y = lines.at(-1)!.y + 3;
  }
  return { shapes, height: y + 24 };
}

/** Signs and their words after each other, on as many lines as they need. */
function legendRows({ left, right }: Asked, legend: readonly Sign[]): Part {
  const shapes: Shape[] = [];
  let [x, y] = [left, 20];
  for (const { words, sign } of legend) {
    const width = widthOf(words, 12) + (sign ? 16 : 0);
    if (x + width > right && x > left) [x, y] = [left, y + 20];
    if (sign) shapes.push(sign(x + 5, y - 4));
    shapes.push(text(x + (sign ? 16 : 0), y, words, { fill: 'ink2', room: right - x }));
    x += width + 20;
  }
  return { shapes, height: legend.length === 0 ? 4 : y + 10 };
}
