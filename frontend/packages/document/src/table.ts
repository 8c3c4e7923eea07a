/** Cells of a spreadsheet as cards: tab-separated text in and out. */
import { added, type Change } from './change.ts';
import { nextAt, stretch, takesCards, type Clipboard } from './clipboard.ts';
import type { Dice, Spot } from './place.ts';
import { newId, numberOf, ofKind, recordOf, textOf, type JourneyMap, type MapRecord } from './record.ts';

/** Where a table is pasted, and what lanes are called in the reader's language: lower-case word to kind of lane. */
export interface TableAt extends Partial<Spot> {
  readonly words?: Readonly<Record<string, string>>;
}

/** A table taken apart: names above and beside it where it has them, and its cells. */
interface Table {
  readonly stages: readonly string[] | null;
  readonly lanes: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

/** The rows of tab-separated text as spreadsheets write it: cells in quotes may hold tabs and line ends. */
export function tableRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/g)) {
    rows.at(-1)?.push((quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')).trim());
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
}

/**
 * Pastes a table: each cell that holds something becomes a card (in a lane of a curve, a number becomes a point).
 *
 * The first row are stages when its first cell is empty or at least half of it are names of stages; the first column
 * are lanes likewise. Named ones are found by name, whatever their order, or made; without names the table starts at
 * the spot, and what reaches beyond the map makes stages and lanes of its own.
 */
export function pastedTable(map: JourneyMap, text: string, at: TableAt, dice?: Dice): readonly Change[] {
  const rows = tableRows(text);
  if (rows.length === 0) return [];
  const { stages, lanes, rows: cells } = tableOf(map, rows, at.words ?? {});
  const width = Math.max(0, ...cells.map((row) => row.length));
  const columns = stages ? named(map, 'stage', stages, at, dice) : stretch(ofKind(map, 'stage'), at.stage, blank('stage', width), dice);
  const lines = lanes ? named(map, 'lane', lanes, at, dice) : stretch(ofKind(map, 'lane').filter(takesCards), at.lane, blank('lane', cells.length), dice);
  const shows = new Map([...ofKind(map, 'lane'), ...lines.made].map((lane) => [lane.id, textOf(lane, 'shows') ?? '']));
  const taken = new Map<string, number>();
  const made = cells.flatMap((row, y) => row.flatMap((words, x) => {
    const [lane, stage] = [lines.ids[y], columns.ids[x]];
    if (words === '' || lane === undefined || stage === undefined) return [];
    const step = stage === at.stage && lane === at.lane ? (at.step ?? null) : null;
    return [contentAt(map, { words, shows: shows.get(lane) ?? '', spot: { lane, stage, step } }, taken, dice)];
  }));
  return [...columns.made, ...lines.made, ...made].map(added);
}

/** What was copied as a table for a spreadsheet: stages above, lanes beside, each cell the words of its cards. */
export function tableText({ kind, records, stages, lanes }: Clipboard): string {
  const contents = records.filter((record) => record.kind === 'card' || record.kind === 'cell');
  const columns = stages.filter((stage) => (kind === 'stages' ? records : contents).some((one) => one.id === stage.id || textOf(one, 'stage') === stage.id));
  const rows = lanes.filter((lane) => (kind === 'lanes' ? records : contents).some((one) => one.id === lane.id || textOf(one, 'lane') === lane.id));
  const wordsAt = (lane: MapRecord, stage: MapRecord): string =>
    contents.filter((one) => textOf(one, 'lane') === lane.id && textOf(one, 'stage') === stage.id).map(wordsOf).filter((words) => words !== '').join('\n');
  const cells = rows.map((lane) => columns.map((stage) => wordsAt(lane, stage)));
  const isOne = rows.length === 1 && columns.length === 1;
  const table = isOne ? cells : [['', ...columns.map(nameOf)], ...rows.map((lane, at) => [nameOf(lane), ...(cells[at] as string[])])];
  return table.map((row) => row.map(written).join('\t')).join('\n');
}

/** Finds out whether there are names above and beside; the corner, where both are, counts for neither. */
function tableOf(map: JourneyMap, rows: readonly (readonly string[])[], words: Readonly<Record<string, string>>): Table {
  const head = rows[0] ?? [];
  const left = rows.map((row) => row[0] ?? '');
  const stageNames = namesOf(map, 'stage');
  const laneNames = new Set([...namesOf(map, 'lane'), ...Object.keys(words)]);
  const isCornered = head[0] === '' && head.some((cell) => cell !== '') && left.some((cell) => cell !== '');
  const hasStages = isCornered || mostIn(stageNames, head) || mostIn(stageNames, head.slice(1));
  const hasLanes = isCornered || mostIn(laneNames, hasStages ? left.slice(1) : left);
  const body = rows.slice(hasStages ? 1 : 0).map((row) => row.slice(hasLanes ? 1 : 0));
  return {
    stages: hasStages ? head.slice(hasLanes ? 1 : 0) : null,
    lanes: hasLanes ? left.slice(hasStages ? 1 : 0) : null,
    rows: body,
  };
}

/** Whether at least half of the cells that hold something are such names, and any does. */
function mostIn(names: ReadonlySet<string>, cells: readonly string[]): boolean {
  const told = cells.filter((cell) => cell !== '');
  return told.length > 0 && told.filter((cell) => names.has(cell.toLocaleLowerCase())).length * 2 >= told.length;
}

function namesOf(map: JourneyMap, kind: 'stage' | 'lane'): ReadonlySet<string> {
  return new Set(ofKind(map, kind).map((record) => nameOf(record).toLocaleLowerCase()).filter((name) => name !== ''));
}

/** The stages or lanes of these names, found or made; a name of a kind of lane means the first lane of that kind. */
function named(map: JourneyMap, kind: 'stage' | 'lane', names: readonly string[], { words = {} }: TableAt, dice?: Dice): { ids: readonly (string | undefined)[]; made: readonly MapRecord[] } {
  const here = ofKind(map, kind);
  const known = new Map<string, string>();
  for (const record of [...here].reverse()) known.set(nameOf(record).toLocaleLowerCase(), record.id);
  for (const [word, shows] of Object.entries(words)) {
    const lane = here.find((record) => textOf(record, 'shows') === shows && textOf(record, 'name') === null);
    if (kind === 'lane' && lane && !known.has(word)) known.set(word, lane.id);
  }
  const made: MapRecord[] = [];
  const last = numberOf(here.at(-1), 'position') ?? -1;
  const ids = names.map((name) => {
    const key = name.toLocaleLowerCase();
    if (name === '' || known.has(key)) return known.get(key);
    const shows = Object.hasOwn(words, key) ? words[key] : undefined;
    const contents = kind === 'stage' ? { name } : { name: shows ? null : name, shows: shows ?? 'text' };
    const record = recordOf(newId(kind, dice), kind, { ...contents, position: last + 1 + made.length });
    made.push(record);
    known.set(key, record.id);
    return record.id;
  });
  return { ids, made };
}

function blank(kind: 'stage' | 'lane', count: number): readonly MapRecord[] {
  return Array.from({ length: count }, () => recordOf('', kind, kind === 'lane' ? { shows: 'text', position: 0 } : { position: 0 }));
}

const CURVES: readonly string[] = ['emotion', 'arc'];

function contentAt(map: JourneyMap, { words, shows, spot }: { words: string; shows: string; spot: Spot }, taken: Map<string, number>, dice?: Dice): MapRecord {
  const level = Number(words.replace(',', '.').replace('−', '-'));
  if (CURVES.includes(shows) && Number.isFinite(level)) return recordOf(newId('cell', dice), 'cell', { ...spot, level: Math.max(-2, Math.min(2, level)) });
  return recordOf(newId('card', dice), 'card', { ...spot, position: nextAt(map, spot, taken), text: words });
}

/** The name of a stage or lane; a stage without one is called by its id, a lane by its kind. */
function nameOf(record: MapRecord): string {
  return textOf(record, 'name') ?? (record.kind === 'lane' ? (textOf(record, 'shows') ?? '') : record.id.replace('stage:', ''));
}

function wordsOf(record: MapRecord): string {
  return textOf(record, 'text') ?? String(numberOf(record, 'level') ?? '');
}

/** A cell as a spreadsheet reads it; what it would take for a formula is led by an apostrophe. */
function written(cell: string): string {
  const safe = /^[=+@\-]/.test(cell) && !/^[+-]?[\d.,\s]+$/.test(cell) ? `'${cell}` : cell;
  return /[\t\n\r"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
