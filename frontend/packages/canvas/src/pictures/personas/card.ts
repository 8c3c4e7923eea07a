/** A persona as a card without a box: a drawn face, how many, what sets it apart, where it is met, and its words. */
import { portrait } from '../../portrait.ts';
import { circle, group, line, rect, type Shape } from '../../scene.ts';
import { paragraph, text } from '../../text.ts';
import { countOf, isSmall, nameOf, rangeOf, type Row } from '../answer.ts';
import type { Asked } from '../frame.ts';
import { shareWords } from '../names.ts';
import { MADE_OF, of, type Persona } from './rows.ts';
import { against, leveled, traitWord, typically } from './traits.ts';

export interface Part {
  readonly shapes: readonly Shape[];
  readonly height: number;
}

const FACE = 56;
const BAR = 5;

/** The head of a card: a rule as long as its share, face, name, size and age. */
export function head({ speaker }: Asked, persona: Persona, { x, y, room }: { x: number; y: number; room: number }): Part {
  const { size } = persona;
  const isWorkshop = size['provenance'] === 'asserted';
  const left = x + FACE + 14;
  const name = paragraph(left, y + 30, persona.name, { size: 18, weight: 600, room: room - FACE - 14, most: 3, leading: 23 });
  const share = speaker.say('persona.size', { n: countOf(size, 'customers'), share: shareWords(speaker, countOf(size, 'share'), rangeOf(size, 'share')) });
  const below = (words: string, shapes: readonly { y: number }[]): Shape[] => paragraph(left, shapes.at(-1)!.y + 19, words, { fill: 'ink2', room: room - FACE - 14, most: 3, leading: 16 });
  const many = below(share, name);
  const age = of(persona, 'age')[0];
  const aged = age === undefined ? [] : below(ages(speaker, age), many as { y: number }[] & Shape[]);
  const made = isWorkshop ? below(speaker.say('persona.workshop'), (aged.length > 0 ? aged : many) as { y: number }[] & Shape[]) : [];
  const words = [...name, ...many, ...aged, ...made];
  const bottom = Math.max(y + 18 + FACE, (words.at(-1) as { y: number }).y) + 12;
  const shapes = [
    line(x, y, x + room, y, 'rule'),
    rect(x, y - 1, Math.max(2, room * Math.min(1, countOf(size, 'share'))), 3, { fill: isSmall(size) ? 'rule2' : 'bank' }),
    portrait(persona.id, {}, { x, y: y + 14, size: FACE }),
    ...words,
  ];
  const label = speaker.say('persona.label', { name: persona.name, n: countOf(size, 'customers'), share: countOf(size, 'share') });
  return { shapes: [group(shapes, { mark: { id: `persona:${persona.id}`, lane: 'personas', label, x, y: y - 1, w: room, h: bottom - y } })], height: bottom - y };
}

export function ages(speaker: Asked['speaker'], row: Row): string {
  const text = nameOf(row, 'text') ?? '';
  return row['provenance'] === 'asserted' ? text : speaker.say('persona.ages', { ages: text });
}

/** Everything below the head, as parts that stand below each other or side by side. */
export function parts(asked: Asked, persona: Persona, isWhole: boolean): readonly ((x: number, room: number) => Part)[] {
  const { speaker } = asked;
  const section = (key: string, rows: readonly Row[], draw: (row: Row) => (x: number, y: number, room: number) => Part, further: readonly Drawn[] = []) =>
    rows.length === 0 ? [] : [(x: number, room: number): Part => stacked(speaker.say(key), [...rows.map(draw), ...further], x, room)];
  const said = (aspect: string) => section(`persona.${aspect}`, of(persona, aspect).filter((row) => row['provenance'] === 'asserted'), (row) => asserted(row));
  const called = (row: Row): string => traitWord(speaker, nameOf(row, 'trait') ?? '');
  const traits = of(persona, ...MADE_OF).filter((row) => row['differs'] === true);
  const strong = isWhole ? strongest(traits) : traits;
  const shown = isWhole ? telling(strong) : strong;
  const further = strong.length > shown.length ? [more(speaker.say('persona.further', { n: strong.length - shown.length }))] : [];
  return [
    ...section('persona.apart', shown, (row) => compared(asked, row, leveled(speaker, row), isWhole), further),
    ...section('persona.claims', of(persona, 'claim'), (row) => claimed(asked, row)),
    ...section('persona.uses', of(persona, 'uses').slice(0, MOST_CHANNELS), (row) => compared(asked, row, called(row), isWhole)),
    ...FIRST_SAID.flatMap(said),
    ...section('persona.occupation', of(persona, 'occupation').filter(isMeasured), (row) => compared(asked, row, nameOf(row, 'level') ?? '', isWhole)),
    ...section('persona.interests', of(persona, 'interests').filter(isMeasured), (row) => compared(asked, row, called(row), isWhole)),
    ...section('persona.when', of(persona, 'when'), (row) => compared(asked, row, called(row), isWhole)),
    ...section('persona.feels', of(persona, 'feels'), (row) => felt(asked, row)),
    ...section('persona.outcome', of(persona, 'outcome'), (row) => compared(asked, row, leveled(speaker, row), true)),
    ...section('persona.drives', of(persona, 'drives').slice(0, MOST_TOLD), (row) => compared(asked, row, called(row), isWhole)),
    ...section('persona.reacts', of(persona, 'reacts').slice(0, MOST_TOLD), (row) => compared(asked, row, called(row), isWhole)),
    ...section('persona.topics', of(persona, 'challenges').filter(isMeasured).slice(0, MOST_TOLD), (row) => compared(asked, row, called(row), isWhole)),
    ...LAST_SAID.flatMap(said),
    ...(isWhole ? [] : of(persona, 'quote').map((row) => (x: number, room: number): Part => quote(asked, row, { x, y: 0, room }))),
    ...of(persona, 'size').filter((row) => row['trait'] === 'drift' && row['differs'] === true).map((row) => (x: number, room: number): Part => drift(asked, row, x, room)),
  ];
}

function isMeasured(row: Row): boolean {
  return row['provenance'] === 'measured';
}

const MOST_CHANNELS = 6;
const MOST_TRAITS = 8;
const MOST_NEVER = 2; // channels that are not used: where they are met tells the rest
const MOST_TOLD = 5;
const FIRST_SAID = ['goals', 'challenges', 'needs'] as const;
const LAST_SAID = ['occupation', 'interests', 'values'] as const;

type Drawn = (x: number, y: number, room: number) => Part;

/** Of each trait the level that says most what the group is, rather than what it is not. */
function strongest(rows: readonly Row[]): readonly Row[] {
  const chosen = new Map<string, Row>();
  const more = rows.filter((row) => countOf(row, 'share') > countOf(row, 'versus_share'));
  for (const row of [...more, ...rows]) if (!chosen.has(nameOf(row, 'trait') ?? '')) chosen.set(nameOf(row, 'trait') ?? '', row);
  return rows.filter((row) => chosen.get(nameOf(row, 'trait') ?? '') === row);
}

/** As many as one takes in, and few of them of channels that the group does not use. */
function telling(rows: readonly Row[]): readonly Row[] {
  const never = rows.filter((row) => row['aspect'] === 'channel' && row['level'] === 'none').slice(MOST_NEVER);
  return rows.filter((row) => !never.includes(row)).slice(0, MOST_TRAITS);
}

function more(words: string): Drawn {
  return (x, y, room) => ({ shapes: [text(x, y + 13, words, { fill: 'ink3', room })], height: 20 });
}

function stacked(title: string, rows: readonly Drawn[], x: number, room: number): Part {
  const named = paragraph(x, 14, title, { weight: 600, room, most: 2, leading: 16 });
  let y = named.at(-1)!.y + 6;
  const shapes: Shape[] = [...named];
  for (const draw of rows) {
    const part = draw(x, y, room);
    shapes.push(...part.shapes);
    y += part.height;
  }
  return { shapes, height: y + 10 };
}

/** A share as a bar on a whole line, with a tick where everybody else stands. */
function compared({ speaker }: Asked, row: Row, words: string, isWhole: boolean) {
  return (x: number, y: number, room: number): Part => {
    const [share, other] = [countOf(row, 'share'), countOf(row, 'versus_share')];
    const range = rangeOf(row, 'share');
    const figure = text(x + room, y + 15, against(speaker, row), { anchor: 'end', fill: row['differs'] === true ? 'ink1' : 'ink3' });
    const isTight = figure.width > room * 0.62;
    const name = paragraph(x, y + 15, words, { room: isTight ? room : room - figure.width - 12, most: 2, leading: 16 });
    const figureY = isTight ? name.at(-1)!.y + 16 : y + 15;
    const at = (amount: number): number => x + room * Math.min(1, Math.max(0, amount));
    const track = Math.max(name.at(-1)!.y, figureY) + 7;
    const more = isWhole ? typically(speaker, row) : null;
    const told = more === null ? [] : paragraph(x, track + BAR + 14, more, { fill: 'ink3', room, most: 2, leading: 15 });
    const bar = isSmall(row) ? ({ fill: 'paper', stroke: 'rule2', width: 1 } as const) : ({ fill: row['differs'] === true ? 'tint2' : 'tint1' } as const);
    const shapes: Shape[] = [
      ...name, { ...figure, y: figureY },
      rect(x, track, room, BAR, { fill: 'band' }),
      rect(x, track, Math.max(1, at(share) - x), BAR, bar),
      ...(range === null ? [] : [line(at(range.low), track + BAR / 2, at(range.high), track + BAR / 2, 'bank', 1.5)]),
      line(at(other), track - 2, at(other), track + BAR + 2, 'ink1', 1.5),
      ...told,
    ];
    return { shapes, height: (told.at(-1)?.y ?? track + BAR) + 8 - y };
  };
}

const [WORST, BEST] = [-2, 2];

/** How they feel from bad to good: filled where scores tell it, a ring where it is read in words. */
function felt({ speaker }: Asked, row: Row) {
  return (x: number, y: number, room: number): Part => {
    const [mean, other] = [countOf(row, 'typical'), countOf(row, 'versus_typical')];
    const range = rangeOf(row, 'typical');
    const at = (feeling: number): number => x + (room * (Math.min(BEST, Math.max(WORST, feeling)) - WORST)) / (BEST - WORST);
    const figure = text(x + room, y + 15, speaker.say('persona.against', { one: speaker.signed(mean), other: speaker.signed(other) }), { anchor: 'end', fill: row['differs'] === true ? 'ink1' : 'ink3' });
    const name = paragraph(x, y + 15, speaker.say(`persona.feels.${nameOf(row, 'trait') ?? 'reported'}`, { n: countOf(row, 'n') }), { room: room - figure.width - 12, most: 2, leading: 16 });
    const level = name.at(-1)!.y + 12;
    const isRead = row['provenance'] === 'inferred';
    const shapes: Shape[] = [
      ...name, figure,
      line(x, level, x + room, level, 'rule2'), line(at(0), level - 3, at(0), level + 3, 'rule2'),
      line(at(other), level - 5, at(other), level + 5, 'ink1', 1.5),
      ...(range === null ? [] : [line(at(range.low), level, at(range.high), level, 'bank', 3)]),
      circle(at(mean), level, isSmall(row) ? 3 : 4.5, isRead ? { fill: 'paper', stroke: 'bank', width: 1.6 } : { fill: 'bank' }),
    ];
    return { shapes, height: level + 12 - y };
  };
}

/** A workshop's claim: what it says, and what the data says to it. */
function claimed(asked: Asked, row: Row) {
  const { speaker } = asked;
  return (x: number, y: number, room: number): Part => {
    const verdict = speaker.say(`persona.verdict.${nameOf(row, 'text') ?? 'untold'}`);
    const words = `${leveled(speaker, row)} · ${verdict}`;
    if (row['share'] === null) {
      const lines = paragraph(x, y + 15, words, { room, most: 3, leading: 16, fill: 'ink2' });
      return { shapes: lines, height: lines.at(-1)!.y + 8 - y };
    }
    return compared(asked, row, words, false)(x, y, room);
  };
}

/** What somebody says: a ring where measured things are filled. */
function asserted(row: Row) {
  return (x: number, y: number, room: number): Part => {
    const lines = paragraph(x + 14, y + 15, nameOf(row, 'text') ?? '', { room: room - 14, most: 4, leading: 17 });
    const by = nameOf(row, 'said_by');
    const who = by === null ? [] : paragraph(x + 14, lines.at(-1)!.y + 15, by, { fill: 'ink3', room: room - 14, most: 1, leading: 15 });
    return { shapes: [circle(x + 4, y + 11, 3, { fill: 'paper', stroke: 'bank', width: 1.4 }), ...lines, ...who], height: (who.at(-1) ?? lines.at(-1)!).y + 6 - y };
  };
}

/** Somebody's words and whose they are, from a height downwards. */
export function quote({ speaker }: Asked, row: Row, { x, y, room, isLarge = false }: { x: number; y: number; room: number; isLarge?: boolean }): Part {
  const lines = paragraph(x, y + 18, speaker.say('persona.quoted', { words: nameOf(row, 'text') ?? '' }), { size: isLarge ? 18 : 14, room, most: 5, leading: isLarge ? 25 : 20 });
  const isSaid = row['provenance'] === 'asserted';
  const by = nameOf(row, 'said_by');
  const source = isSaid && by !== null ? speaker.say('persona.quote.by', { name: by }) : speaker.say(isSaid ? 'persona.quote.asserted' : 'persona.quote.measured', { n: countOf(row, 'customers') });
  const from = paragraph(x, lines.at(-1)!.y + 18, source, { fill: 'ink3', room, most: 2, leading: 16 });
  return { shapes: [...lines, ...from], height: from.at(-1)!.y + 12 - y };
}

function drift({ speaker }: Asked, row: Row, x: number, room: number): Part {
  const words = speaker.say('persona.drift', { now: countOf(row, 'share'), then: countOf(row, 'versus_share'), day: nameOf(row, 'text') ?? '' });
  const lines = paragraph(x, 16, words, { fill: 'bad', room, most: 3, leading: 16 });
  return { shapes: lines, height: lines.at(-1)!.y + 10 };
}
