/** A row of an answer as the saved query of a card: what a map can show of it, always the newest. */
import type { AnswerTold } from '../../../generated/api.ts';
import type { AnswerRow } from './reading.ts';

export interface Binding {
  readonly query: Readonly<Record<string, string>>;
  readonly stage: string | null; // of the data, where the row names one
}

const GRAINS = ['touchpoint', 'channel', 'stage'];

/** The query that shows what the row shows, null where a card can't ask for it. `by` is what the question is split by. */
export function bindingOf(answer: AnswerTold, row: AnswerRow, { by, where }: { by: string | null; where: string | null }): Binding | null {
  if (answer.per !== 'customer') return null;
  const query = queryFor(answer.what, row, by);
  if (query === null) return null;
  return { query: where === null ? query : { ...query, where }, stage: text(row['stage']) ?? (query['by'] === 'stage' ? (query['at'] ?? null) : null) };
}

function queryFor(what: string, row: AnswerRow, by: string | null): Record<string, string> | null {
  if (what === 'stages') return placed('stages', row['stage']);
  if (what === 'touchpoints') return placed('touchpoints', row['name']);
  if (what === 'channels') return placed('channels', row['channel']);
  if (what === 'kpis') return kpi(row, by);
  if (what === 'conversions') return by === null && text(row['goal']) !== null ? { what, goal: String(row['goal']) } : null;
  if (what === 'waits' && row['kind'] === 'step') return moved('waits', row, by ?? 'touchpoint', 'median');
  if (what === 'transitions') return moved(what, row, by ?? 'touchpoint', 'customers');
  return what === 'switches' ? moved('transitions', row, by ?? 'channel', 'customers') : null;
}

function placed(what: string, at: unknown): Record<string, string> | null {
  const place = text(at);
  return place === null || place === 'unplaced' ? null : { what, at: place, measure: 'share' };
}

function kpi(row: AnswerRow, by: string | null): Record<string, string> | null {
  const name = text(row['kpi']);
  if (name === null) return null;
  const split = by ?? (text(row['channel']) === null ? null : 'channel');
  if (split === null) return { what: 'kpis', kpi: name };
  const at = text(row[split]);
  return at === null || !GRAINS.includes(split) ? null : { what: 'kpis', kpi: name, by: split, at };
}

function moved(what: string, row: AnswerRow, grain: string, measure: string): Record<string, string> | null {
  const [from, to] = [text(row['from']), text(row['to'])];
  return from === null || to === null || !GRAINS.includes(grain) ? null : { what, from: `${grain}:${from}`, to: `${grain}:${to}`, measure };
}

function text(content: unknown): string | null {
  return typeof content === 'string' && content !== '' ? content : null;
}

/** A lane or stage of a map's document, as it is told. */
type Told = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export interface ToldDocument {
  readonly lanes?: Told;
  readonly stages?: Told;
  readonly maps?: Told;
}

export interface Listed {
  readonly id: string;
  readonly name: string | null;
  readonly shows: string;
}

/** Kinds of lanes whose cards are words with a figure, the likeliest first. */
const TAKING = ['kpi', 'opportunity', 'pain', 'moment_of_truth', 'customer_action', 'behaviour', 'text', 'front_stage', 'process'];

export const NEW_LANE = 'lane:new';

/** The lanes that a card with a figure can stand in, the likeliest first. */
export function lanesIn(document: ToldDocument): readonly Listed[] {
  const lanes = Object.entries(document.lanes ?? {}).filter(([, lane]) => TAKING.includes(String(lane['shows'])) && lane['is_locked'] !== true);
  return lanes.map(([id, lane]) => ({ id, name: text(lane['name']), shows: String(lane['shows']) })).sort((one, other) => TAKING.indexOf(one.shows) - TAKING.indexOf(other.shows));
}

/** The stages in their order; `shows` is the stage of the data whose figures a stage has. */
export function stagesIn(document: ToldDocument): readonly Listed[] {
  const stages = Object.entries(document.stages ?? {}).sort(([, one], [, other]) => Number(one['position'] ?? 0) - Number(other['position'] ?? 0));
  return stages.map(([id, stage]) => ({ id, name: text(stage['name']), shows: text(stage['follows']) ?? id.replace(/^stage:/, '') }));
}

/** What the server is told so that a card stands on the map; a lane for figures is made where one is wanted. */
export function cardPatch(document: ToldDocument, { lane, stage, words, query, name }: { lane: string; stage: string; words: string; query: Binding['query']; name: () => string }): Record<string, unknown> {
  const last = Math.max(0, ...Object.values(document.lanes ?? {}).map((one) => Number(one['position'] ?? 0)));
  const made = `lane:${name()}`;
  const isInvented = Object.values(document.maps ?? {}).some((one) => one['is_invented'] === true);
  return {
    ...(lane === NEW_LANE ? { lanes: { [made]: { shows: 'kpi', position: last + 1 } } } : {}),
    ...(isInvented ? { maps: { map: { is_invented: null } } } : {}), // who puts a figure of theirs on it makes it their own
    cards: { [`card:${name()}`]: { lane: lane === NEW_LANE ? made : lane, stage, text: words, query, position: Date.now() / 1000 } },
  };
}
