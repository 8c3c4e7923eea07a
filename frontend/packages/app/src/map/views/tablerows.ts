/** The rows of the table view: cards, and the cells that show a figure or a level, in the order of lanes and stages. */
import { numberOf, ofKind, textOf, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';

const SEEN_ELSEWHERE = 'touchpoints'; // one row each would bury the rest; they come when their lane is asked for

/** The records of one lane, or of all. */
export function tableRows(map: JourneyMap, lane: string | null): readonly MapRecord[] {
  const lanes = new Map(ofKind(map, 'lane').map((one, at) => [one.id, { at, shows: textOf(one, 'shows') }]));
  const stages = new Map(ofKind(map, 'stage').map((one, at) => [one.id, at]));
  const laneOf = (record: MapRecord): string => textOf(record, 'lane') ?? '';
  const isShown = (record: MapRecord): boolean => (lane === null ? lanes.has(laneOf(record)) && lanes.get(laneOf(record))?.shows !== SEEN_ELSEWHERE : laneOf(record) === lane);
  const place = (record: MapRecord): readonly number[] => [lanes.get(laneOf(record))?.at ?? -1, stages.get(textOf(record, 'stage') ?? '') ?? -1, numberOf(record, 'position') ?? 0];
  const all = [...ofKind(map, 'card'), ...ofKind(map, 'cell').filter(hasFigure)].filter(isShown);
  return all.map((record) => ({ record, at: place(record) })).sort((one, other) => compared(one.at, other.at) || one.record.id.localeCompare(other.record.id)).map(({ record }) => record);
}

/** Lanes that have rows, in their order. */
export function tableLanes(map: JourneyMap): readonly MapRecord[] {
  const used = new Set([...ofKind(map, 'card'), ...ofKind(map, 'cell').filter(hasFigure)].map((record) => textOf(record, 'lane')));
  return ofKind(map, 'lane').filter((lane) => used.has(lane.id));
}

function hasFigure(cell: MapRecord): boolean {
  return ['query', 'measurement', 'level'].some((field) => cell.fields[field] !== undefined);
}

function compared(one: readonly number[], other: readonly number[]): number {
  return one.map((part, at) => part - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
