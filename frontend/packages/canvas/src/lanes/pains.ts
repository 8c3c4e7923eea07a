/** Pains, delights and moments of truth where they happen, sized by the customers they touch. */
import type { PainMark } from '../../../generated/resolvedmap.ts';
import { roomIn, type Column } from '../columns.ts';
import { stageName, type Tongue } from '../say.ts';
import { group, type Shape } from '../scene.ts';
import { paragraph, text, wrapped } from '../text.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { moreOf } from './more.ts';
import { findingSign } from './signs.ts';

const MOST = { calm: 3, dense: 5 };

export function painsLane(context: Context): Lane {
  const { map, frame, speaker, view } = context;
  if (map.pains.length === 0) return { id: 'pains', height: 0, shapes: [], names: [] };
  const largest = Math.max(...map.pains.map((pain) => pain.size.figure ?? 0), 1);
  const named = laneName(context, { icon: 'pains', name: speaker.say('lane.pains'), note: speaker.say('lane.pains.note') });
  let height = named.bottom;
  const shapes = frame.columns.flatMap((column) => {
    const here = map.pains.filter((pain) => pain.stage === column.stage.id);
    const isOpen = view.unfolded.includes(`pains:${column.stage.id}`);
    const shown = mostCostly(here, isOpen ? here.length : MOST[view.density]);
    let y = 0;
    const drawn = shown.map((pain) => {
      const made = painShape(context, pain, { column, y, largest });
      y += made.height + 10;
      return made.shape;
    });
    const rest = here.filter((pain) => !shown.includes(pain));
    if (rest.length > 0) {
      const more = moreOf({ id: `more:pains:${column.stage.id}`, words: restWords(speaker, rest), x: column.x, y: y + 12, lane: 'pains', room: roomIn(column), isPaper: view.medium === 'print' });
      drawn.push(more.shape);
      y += more.height + 6;
    } else if (isOpen && here.length > MOST[view.density]) {
      drawn.push(moreOf({ id: `more:pains:${column.stage.id}`, words: speaker.say('touchpoint.fewer'), x: column.x, y: y + 12, lane: 'pains' }).shape);
      y += 22;
    }
    height = Math.max(height, y);
    return drawn;
  });
  return { id: 'pains', height, shapes, names: named.shapes };
}

/**
 * The findings that cost or win most, dearest first.
 *
 * The dearest pain is always among them, and a pain that is clearly worst somewhere keeps the last place.
 */
export function mostCostly(pains: readonly PainMark[], most: number): PainMark[] {
  const cost = (pain: PainMark): number => (pain.size.figure ?? -1) + (pain.size.unit === 'count' ? 0 : 1e12); // money before customers
  const order = [...pains].sort((a, b) => cost(b) - cost(a) || a.rank - b.rank || a.id.localeCompare(b.id));
  const worst = order.find((pain) => pain.kind === 'pain');
  const clear = order.find((pain) => pain.kind === 'pain' && pain.slices.length > 0);
  const first = order.slice(0, Math.max(1, most - 1));
  const wished = [worst, clear, ...first, ...order].filter((pain) => pain !== undefined);
  const kept = new Set([...new Set(wished)].slice(0, most));
  return order.filter((pain) => kept.has(pain));
}

/** How many findings are folded away, and how large the largest of them is. */
export function restWords(speaker: Tongue, rest: readonly PainMark[]): string {
  const [largest] = mostCostly(rest, 1);
  if (!largest || largest.size.figure === null) return speaker.say('pain.more', { n: rest.length });
  return speaker.say(rest.length === 1 ? 'pain.more.single' : 'pain.more.largest', { n: rest.length, size: sizeWords(speaker, largest) });
}

/** The title of a finding in the reader's language. */
export function painTitle(speaker: Tongue, pain: Pick<PainMark, 'title_key' | 'params'>): string {
  const key = pain.title_key.replace(/\.title$/, '');
  if (!speaker.has(key)) return pain.title_key;
  const title = speaker.say(key, pain.params);
  return title.charAt(0).toLocaleUpperCase(speaker.locale) + title.slice(1);
}

function painShape(context: Context, pain: PainMark, { column, y, largest }: { column: Column; y: number; largest: number }): { shape: Shape; height: number } {
  const { speaker } = context;
  const room = roomIn(column);
  const title = painTitle(speaker, pain);
  const lines = wrapped(title, room, 14, 600, 6);
  const size = 5 + 6 * Math.sqrt((pain.size.figure ?? 0) / largest);
  const height = lines.length * 18 + 18;
  const count = pain.size.figure === null ? speaker.say('figure.withheld') : sizeWords(speaker, pain);
  const children = [
    findingSign(pain.kind, { x: column.x - 13, y: y + 9, size, provenance: pain.provenance }),
    ...paragraph(column.x, y + 14, title, { size: 14, weight: 600, room, most: 6, leading: 18 }),
    text(column.x, y + 14 + lines.length * 18 - 1, count, { fill: 'ink2', room }),
  ];
  const label = `${speaker.say(`pain.kind.${pain.kind}`)}, ${stageName(speaker, column.stage)}: ${title}. ${count}`;
  const mark = { id: pain.id, lane: 'pains', stage: pain.stage, label, x: column.x - 24, y: y - 4, w: column.w - 4, h: height + 6 };
  const about = [pain.touchpoint, pain.to_touchpoint].filter((id): id is string => id !== null);
  return { shape: group(children, { mark, about }), height };
}

function sizeWords(speaker: Tongue, pain: PainMark): string {
  const { figure, unit } = pain.size;
  return unit === 'count' ? speaker.say('pain.size', { n: figure }) : speaker.money(figure!, unit);
}
