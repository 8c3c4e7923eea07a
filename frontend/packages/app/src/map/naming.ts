/** What things on a map are called when something is said about them. */
import { laneTitle, stageName, type Tongue } from '../../../canvas/src/index.ts';
import { textOf, type MapRecord } from '../../../document/src/index.ts';
import type { MapSession } from './session.svelte.ts';
import type { Place } from './sheet.ts';

const LONGEST = 60;

/** The words of a card, or the name of a stage, step or lane, as the page shows it. */
export function nameOf(session: MapSession, tongue: Tongue, id: string): string {
  const record = session.map.records.get(id);
  if (!record) return '';
  if (record.kind === 'stage') return stageNamed(session, tongue, id.replace(/^stage:/, ''));
  if (record.kind === 'lane') return laneNamed(session, tongue, id);
  return short(wordsOf(session, record) ?? '');
}

/** What a card or cell says: its own words, else those of the library's entry that it shows. */
export function wordsOf(session: MapSession, record: MapRecord): string | null {
  const entry = session.library.records.get(textOf(record, 'of') ?? '');
  return textOf(record, 'text') ?? textOf(record, 'name') ?? textOf(entry, 'text') ?? textOf(entry, 'name');
}

export function laneNamed(session: MapSession, tongue: Tongue, id: string | null): string {
  const row = session.resolved.lanes.find((lane) => lane.id === id);
  return row ? laneTitle({ speaker: tongue }, row) : '';
}

export function stageNamed(session: MapSession, tongue: Tongue, stage: string | null): string {
  const column = session.resolved.stages.find((one) => one.id === stage);
  return column ? stageName(tongue, column) : '';
}

/** "Purchase, Pains": where something stands. */
export function placeNamed(session: MapSession, tongue: Tongue, place: Pick<Place, 'stage' | 'step' | 'lane'>): string {
  const step = place.step === null ? '' : (textOf(session.map.records.get(place.step), 'name') ?? '');
  return [stageNamed(session, tongue, place.stage), step, laneNamed(session, tongue, place.lane)].filter(Boolean).join(', ');
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Whether the data draws a card or cell: people look at it, open it and bind others to it, but do not move its words. */
export function isFound(record: MapRecord | undefined): boolean {
  if (record?.kind !== 'card' && record?.kind !== 'cell') return false;
  return textOf(record, 'title_key') !== null || Object.values(record.fields).every((field) => field.provenance !== 'asserted');
}
