/** What leads from one record to another: links that people drew, and what a card says that it answers. */
import type { Arrow } from '../../generated/resolvedmap.ts';
import { ofKind, textOf, type JourneyMap, type MapRecord } from './record.ts';

const known = new WeakMap<JourneyMap, readonly Arrow[]>();

/** The arrows of a map. Links that the data found are lines between touchpoints already, so they are left out. */
export function arrowsIn(map: JourneyMap): readonly Arrow[] {
  const found = known.get(map) ?? [...ofKind(map, 'link').flatMap((link) => linkArrow(map, link)), ...ofKind(map, 'card').flatMap(answerArrow)];
  known.set(map, found);
  return found;
}

function linkArrow(map: JourneyMap, link: MapRecord): Arrow[] {
  const [from, to] = [textOf(link, 'from'), textOf(link, 'to')];
  const isDrawn = link.fields.from?.provenance === 'asserted' || link.fields.to?.provenance === 'asserted';
  if (!isDrawn || from === null || to === null || from === to || !map.records.has(from) || !map.records.has(to)) return [];
  return [{ id: link.id, from_record: from, to_record: to, text: textOf(link, 'text'), is_answer: false }];
}

/** The finding that it answers may come from the data, so it need not be a record. */
function answerArrow(card: MapRecord): Arrow[] {
  const about = textOf(card, 'about');
  return about === null || about === card.id ? [] : [{ id: `answer:${card.id}`, from_record: card.id, to_record: about, text: null, is_answer: true }];
}
