/** One card as typography: its sign hangs outside, its words start on the column's edge, what belongs to it follows quietly. */
import type { AssertedCard, Measurement } from '../../../generated/resolvedmap.ts';
import { channelIcon } from '../icons.ts';
import { kindOf, type Kind } from '../kinds.ts';
import { remembered } from '../memo.ts';
import { channelName, figureText, halfWidth, type Tongue } from '../say.ts';
import { line, type ImageShape, type Shape } from '../scene.ts';
import { paragraph, run, text, widthOf, wrapped } from '../text.ts';
import type { Paint } from '../theme.ts';
import { provenanceDot, kpiName } from './figures.ts';
import { quoted } from './quotes.ts';
import { findingSign, hasStatus, iconSign, initialsSign, statusSign } from './signs.ts';

/** Where a card stands and what it needs to know of its map. */
export interface Setting {
  readonly speaker: Tongue;
  readonly shows: string;
  readonly name: string; // of its lane
  readonly x: number;
  readonly room: number;
  readonly about: string | null; // the title of the finding that it answers
}

/** The shapes of a card from its own top downwards. */
export interface Drawn {
  readonly children: readonly Shape[];
  readonly height: number;
  readonly label: string;
}

const MOST_LINES = 6;
const GAP = 6; // between the pieces of a figure
const HANG = 13;

/** A card drawn; the same card in the same setting gives the same shapes. */
export function cardDrawn(card: AssertedCard, setting: Setting): Drawn {
  const { speaker, shows, name, x, room, about } = setting;
  return remembered(`card:${card.lane}:${card.id}`, [card, speaker, shows, name, x, room, about], () => {
    if (card.image !== null) return picture(card, setting);
    if (shows === 'quote') return saying(card, setting);
    return plain(card, setting);
  });
}

function plain(card: AssertedCard, setting: Setting): Drawn {
  const { x, room, shows } = setting;
  const kind = kindOf(shows);
  const isQuiet = card.stale_since !== null || card.status === 'dropped';
  const leading = kind.size === 14 ? 18 : 16;
  const top = kind.size === 14 ? 14 : 13;
  const lines = wrapped(card.text, room, kind.size, kind.weight, MOST_LINES);
  const words = paragraph(x, top, card.text, { size: kind.size, weight: kind.weight, fill: isQuiet ? 'ink3' : kind.fill, room, most: MOST_LINES, leading, ...languageOf(card) });
  const rest = notesOf(card, setting);
  const lastWidth = widthOf(lines.at(-1) ?? '', kind.size, kind.weight);
  const [first, ...others] = rest;
  const fits = first !== undefined && kind.size === 12 && lastWidth + 6 + widthOf(first.words, 12) <= room;
  let y = top + (Math.max(1, lines.length) - 1) * leading;
  const notes: Shape[] = [];
  if (fits) notes.push(text(x + lastWidth + 6, y, first.words, { fill: first.fill }));
  for (const note of fits ? others : rest) {
    const made = paragraph(x, y + 16, note.words, { fill: note.fill, room, most: 3 });
    notes.push(...(note.sign ? [note.sign(x - HANG, y + 12)] : []), ...made);
    y += made.length * 16;
  }
  const rows = card.measurement === null ? [] : rowsWithin(room, figurePieces(setting.speaker, card.measurement));
  const figure = rows.flatMap((row, at) => run(x, y + 18 + at * 16, row, GAP).shapes);
  const height = y + (rows.length > 0 ? 2 + rows.length * 16 : 0) + 6;
  return { children: [...signOf(card, kind, { x: x - HANG, y: top - 4 }), ...words, ...notes, ...figure], height, label: labelOf(card, setting, rest.map((note) => note.words)) };
}

function languageOf(card: AssertedCard): { language?: string } {
  return card.language === null ? {} : { language: card.language };
}

/** What hangs left of the words. */
function signOf(card: AssertedCard, kind: Kind, at: { x: number; y: number }): Shape[] {
  const { provenance } = card;
  switch (kind.sign) {
    case 'pain': case 'delight': case 'moment_of_truth': return [findingSign(kind.sign, { ...at, size: 6, provenance })];
    case 'opportunity': return [iconSign('opportunity', at, 'accent', provenance)];
    case 'influence': return [iconSign('influence', at, 'accent', provenance)];
    case 'initials': return [initialsSign(card.text, at)];
    case 'channel': return [iconSign(channelIcon(card.channel ?? card.text.toLocaleLowerCase()), at, 'ink2', provenance)];
    case 'status': return card.status === null ? [provenanceDot(provenance, { x: at.x + 2, y: at.y, isSmall: false })] : [statusSign(card.status, at)];
    case 'none': return [];
    default: return [provenanceDot(provenance, { x: at.x + 2, y: at.y, isSmall: false })];
  }
}

type Note = { words: string; fill: Paint; sign?: (x: number, y: number) => Shape };

/** Quiet lines below the words: who and when, how far, what it answers, what else was written. */
function notesOf(card: AssertedCard, { speaker, shows, about }: Setting): Note[] {
  const when = card.until === null ? '' : speaker.say('card.until', { date: card.until });
  const status = hasStatus(card.status) ? speaker.say(`status.${card.status}`) : '';
  const channel = card.channel !== null && shows !== 'channel' && shows !== 'message_plan' ? channelName(speaker, card.channel) : '';
  const who = [card.owner ?? '', when, status, channel].filter(Boolean).join(', ');
  const stale = card.stale_since === null ? '' : speaker.say('card.stale', { date: card.stale_since });
  const aim = [about === null ? '' : speaker.say('card.about', { finding: about }), card.kpi === null ? '' : speaker.say('card.moves', { kpi: kpiName(speaker, card.kpi) })];
  const quiet = (words: string): Note => ({ words, fill: 'ink3' });
  return [stale === '' ? (card.note ?? '') : stale, who, ...aim].filter(Boolean).map(quiet);
}

type Piece = readonly [string, { size?: 14 | 18; weight?: 400 | 600; fill?: Paint }];

/** Pieces in as many rows as they need, so that none reaches into the next column. */
export function rowsWithin(room: number, pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  let end = Infinity;
  for (const piece of pieces.filter(([words]) => words !== '')) {
    const width = widthOf(piece[0], piece[1].size ?? 12, piece[1].weight);
    const isOver = end + GAP + width > room;
    if (isOver) rows.push([piece]);
    else rows.at(-1)?.push(piece);
    end = isOver ? width : end + GAP + width;
  }
  return rows;
}

export function figurePieces(speaker: Tongue, measured: Measurement): Piece[] {
  return [
    [figureText(speaker, measured), { size: 14, weight: 600 }],
    [halfWidth(speaker, measured), { fill: 'ink3' }],
    [measured.is_withheld ? '' : speaker.say('word.answers', { n: measured.n }), { fill: 'ink3' }],
  ];
}

/** Somebody's words between the quote marks of their language, a rule beside them. */
function saying(card: AssertedCard, setting: Setting): Drawn {
  const { speaker, x, room } = setting;
  const words = quoted(card.text, card.language);
  const lines = paragraph(x, 14, words, { size: 14, room, most: 8, leading: 19, ...languageOf(card) });
  const from = [card.note ?? '', card.language === null ? '' : speaker.languageName(card.language), card.channel === null ? '' : channelName(speaker, card.channel)].filter(Boolean).join(', ');
  const below = 14 + lines.length * 19 - 2;
  const foot = from === '' ? [] : paragraph(x, below, from, { fill: 'ink3', room, most: 2 });
  const height = below + foot.length * 16 - 8;
  return { children: [line(x - 9, 3, x - 9, height - 2, 'rule2', 1.5), ...lines, ...foot], height, label: labelOf(card, setting, [from]) };
}

/** A picture with its words below. */
function picture(card: AssertedCard, setting: Setting): Drawn {
  const { x, room } = setting;
  const w = Math.min(room, 200);
  const h = Math.round(w * 0.66);
  const shape: ImageShape = { kind: 'image', href: card.image!, x, y: 2, w, h };
  const words = card.text === '' ? [] : paragraph(x, h + 18, card.text, { fill: 'ink2', room, most: 3 });
  return { children: [shape, ...words], height: h + 8 + words.length * 16, label: labelOf(card, setting, []) };
}

function labelOf(card: AssertedCard, { speaker, name }: Setting, notes: readonly string[]): string {
  const uses = card.uses > 1 ? speaker.say('card.uses', { n: card.uses }) : '';
  return [`${name}: ${card.text}`, ...notes, uses].filter(Boolean).join(', ');
}
