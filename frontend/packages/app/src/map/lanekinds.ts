/** Every kind of lane that a map can have, with the line that explains it. */
import { KINDS } from '../../../canvas/src/index.ts';
import { LANES_FOUND, LANES_WRITTEN, LINES } from '../../../document/src/index.ts';
import type { IconName } from '../icons.ts';
import { speaker } from '../speaker.svelte.ts';
import type { Board } from './board.svelte.ts';

export interface LaneKind {
  readonly shows: string;
  readonly name: string;
  readonly text: string;
  readonly icon: IconName;
  readonly group: 'found' | 'written' | 'lines' | 'figures';
}

const ICONS: Readonly<Record<string, IconName>> = { reach: 'river', touchpoints: 'touchpoints', feeling: 'feeling', findings: 'pains', messages: 'messages' };

/** The kinds in the order in which a map usually has them. */
export function laneKinds({ tongue, session }: Board): readonly LaneKind[] {
  const named = (shows: string): string => (tongue.has(`lane.${shows}`) ? tongue.say(`lane.${shows}`) : speaker.sayAny(`map.lane.${shows}`));
  const kind = (shows: string, group: LaneKind['group'], icon: IconName): LaneKind => ({ shows, group, icon, name: named(shows), text: speaker.sayAny(`map.lane.${shows}.text`) });
  const figures = session.measured?.figures.figures ?? [];
  return [
    ...LANES_WRITTEN.map((shows) => kind(shows, 'written', KINDS[shows]?.icon ?? 'text')),
    ...LANES_FOUND.map((shows) => kind(shows, 'found', ICONS[shows] ?? 'figures')),
    ...figures.map((row): LaneKind => ({ shows: row.id, group: 'figures', icon: 'figures', name: tongue.has(`kpi.${row.id}`) ? tongue.say(`kpi.${row.id}`) : row.id, text: speaker.sayAny('map.lane.figure.text') })),
    ...LINES.map((shows) => kind(shows, 'lines', 'process')),
  ];
}
