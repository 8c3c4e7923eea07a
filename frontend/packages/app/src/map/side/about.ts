/** What something on the map is called, whether it is a record, a measured mark, or gone. */
import { laneTitle, painTitle, purposeName, stageName, tongue, type Tongue } from '../../../../canvas/src/index.ts';
import { contentOf, stageId, textOf, type MapRecord } from '../../../../document/src/index.ts';
import { evidenceOf } from '../../../../ui/src/evidence.ts';
import { speaker } from '../../speaker.svelte.ts';
import { wordsOf } from '../naming.ts';
import type { MapSession } from '../session.svelte.ts';

export function voice(): Tongue {
  return tongue(speaker.language);
}

/** What the server knows a mark by: its record, the record that a measured mark stands for, or a finding; else null. */
export function askedAs(session: MapSession, id: string): string | null {
  const { records } = session.map;
  const meant = [id, `step:${id}`, `stage:${id}`, id.replace(/^figure:/, 'cell:')].find((one) => records.has(one));
  return meant ?? (session.resolved.pains.some((one) => one.id === id) ? id : null);
}

/** The name in the reader's language, null where it is no longer on the map. */
export function calledOn(session: MapSession, id: string): string | null {
  if (id === 'map') return session.title;
  const record = session.map.records.get(id);
  const speech = voice();
  const { resolved } = session;
  if (record?.kind === 'lane') return laneName(session, id);
  const pain = resolved.pains.find((one) => one.id === id);
  if (pain) return painTitle(speech, pain);
  if (record?.kind === 'card') {
    const card = resolved.cards.find((one) => one.id === id);
    return (card ? purposeName(speech, card) : wordsOf(session, record)) || unnamed(session, record);
  }
  const stage = record?.kind === 'stage' || !record ? resolved.stages.find((one) => one.id === stageId(id)) : undefined;
  if (stage) return stageName(speech, stage);
  return (record ? wordsOf(session, record) : null) ?? evidenceOf(resolved, speech, id)?.title ?? (record ? unnamed(session, record) : null);
}

/** What has no words is known by where it stands. */
function unnamed(session: MapSession, record: MapRecord): string {
  return placeOf(session, record) || speaker.sayAny('side.no_words');
}

export function laneName(session: MapSession, id: string | null): string {
  const row = session.resolved.lanes.find((one) => one.id === id);
  return row ? laneTitle({ speaker: voice() }, row) : '';
}

/** The name of a stage by its record's id. */
export function stageCalled(session: MapSession, id: string | null): string {
  const stage = session.resolved.stages.find((one) => one.id === stageId(id ?? ''));
  return stage ? stageName(voice(), stage) : '';
}

/** "Pains, After purchase": where a record stands. */
export function placeOf(session: MapSession, record: MapRecord | undefined): string {
  return [laneName(session, textOf(record, 'lane')), stageCalled(session, textOf(record, 'stage'))].filter(Boolean).join(', ');
}

/** The kind of lane that a card or cell stands in. */
export function laneKind(session: MapSession, record: MapRecord | undefined): string {
  return textOf(session.map.records.get(textOf(record, 'lane') ?? ''), 'shows') ?? '';
}

/** What a card's field holds: its own, else that of the library's entry that it shows. */
export function heldBy(session: MapSession, card: MapRecord, field: string): unknown {
  return contentOf(card, field) ?? contentOf(session.library.records.get(textOf(card, 'of') ?? ''), field);
}
