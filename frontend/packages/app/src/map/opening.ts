/** What an address wants opened: "?open=" and the id of a card, of a comment, or of anything else on the map. */
import { textOf, type JourneyMap } from '../../../document/src/index.ts';
import type { PanelName } from './session.svelte.ts';

export interface Opened {
  readonly panel: PanelName;
  readonly id: string;
}

/** What is here by now. */
export interface Here {
  readonly map: JourneyMap;
  readonly talk: JourneyMap;
  readonly marks: ReadonlyMap<string, unknown>; // what is drawn
  readonly isWhole: boolean; // nothing more is on its way
}

/** Which panel shows it; "waiting" while it may still come, "gone" when it will not. */
export function opened(wanted: string, { map, talk, marks, isWhole }: Here): Opened | 'waiting' | 'gone' {
  if (map.records.has(wanted) || marks.has(wanted)) return { panel: 'selection', id: wanted };
  const about = textOf(talk.records.get(wanted), 'about');
  if (about !== null) return { panel: 'comments', id: about };
  return isWhole ? 'gone' : 'waiting';
}
