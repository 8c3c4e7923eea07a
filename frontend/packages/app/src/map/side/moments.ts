/** Moments of truth that the data offers: what weighs most on scores and on the goal, and where on the map that is. */
import { added, addLane, asserted, cardsAt, contentOf, numberOf, ofKind, recordOf, setFields, stageId, textOf, withFields, type Change, type JourneyMap, type MapField, type MapRecord } from '../../../../document/src/index.ts';
import type { AnswerTold } from '../../../../generated/api.ts';
import { askedOf } from './clicked.ts';
import type { Filter } from '../filter.ts';

/** One of them, with what it rests on. */
export interface Moment {
  readonly id: string; // lasting: the same matter has the same id whenever it is asked
  readonly outcome: string; // "nps", "csat", "ces" or "conversion"
  readonly driver: string; // "satisfaction" or "met"
  readonly touchpoint: string;
  readonly place: string; // what the touchpoint is called
  readonly stage: string; // of the data
  readonly share: number; // of what can be explained
  readonly interval: readonly [number, number];
  readonly n: number;
}

export interface Asked extends Readonly<Record<string, string | null>> {
  readonly where: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly goal: string | null;
}

const LANE = 'moment_of_truth';
const CARD = 'card:';

/** What the server is asked: the drivers of those whom the map and its filter are about. */
export function drivenBy(map: JourneyMap, filter: Filter): Asked {
  const root = ofKind(map, 'map')[0];
  const segment = filter.persona === null ? null : textOf(map.records.get(filter.persona), 'segment');
  const { where, from, to } = askedOf(filter, segment);
  const own = textOf(root, 'where');
  const both = own === null || where == null ? (own ?? where ?? null) : `(${own}) and (${where})`;
  return { where: both, from: from ?? null, to: to ?? null, goal: textOf(root, 'goal') };
}

/** What weighs most, the heaviest first; nothing that stands in no stage of the map. */
export function momentsIn(answer: Pick<AnswerTold, 'rows'>, map: JourneyMap): readonly Moment[] {
  const found = answer.rows.flatMap((row): Moment[] => {
    const [outcome, driver, touchpoint, stage] = ['outcome', 'driver', 'touchpoint', 'stage'].map((name) => row[name]);
    const around = row['share_interval'];
    if (row['moment'] !== true || typeof touchpoint !== 'string' || typeof stage !== 'string' || !Array.isArray(around)) return [];
    const id = `moment:${String(outcome)}:${String(driver)}:${touchpoint}`;
    return [{ id, outcome: String(outcome), driver: String(driver), touchpoint, place: String(row['place']), stage, share: Number(row['share']), interval: [Number(around[0]), Number(around[1])], n: Number(row['n']) }];
  });
  return found.filter((one) => spotOf(map, one) !== null).sort((one, other) => other.share - one.share || (one.id < other.id ? -1 : 1));
}

/** Whether a moment is still offered, stands on the map, or was refused by somebody. */
export function stateOf(map: JourneyMap, { id }: Moment): 'offered' | 'on_map' | 'refused' {
  if (map.records.has(CARD + id)) return 'on_map';
  return refused(map).includes(id) ? 'refused' : 'offered';
}

export function cardOf({ id }: Moment): string {
  return CARD + id;
}

/** Puts a moment on the map: a card in the lane of moments of truth, which is made where there is none, with its evidence. */
export function accepted(map: JourneyMap, moment: Moment, { words, period, command }: { words: string; period: { readonly from: string; readonly to: string } | null; command: string }): readonly Change[] {
  const spot = spotOf(map, moment);
  if (spot === null || map.records.has(cardOf(moment))) return [];
  const known = ofKind(map, 'lane').find((one) => textOf(one, 'shows') === LANE);
  const made = known ? [] : addLane(map, { shows: LANE });
  const lane = known?.id ?? made.flatMap((change) => (change.kind === 'added' ? [change.record.id] : []))[0] ?? '';
  const position = (numberOf(cardsAt(map, { lane, ...spot }).at(-1), 'position') ?? -1) + 1;
  const measured = (content: MapField['content']): MapField => ({ content, provenance: 'measured', evidence: [command] });
  const { share, interval, n } = moment;
  const figure = { figure: share, unit: 'share', variant: 'shapley_share_of_r_squared', n, interval: [...interval], ...(period ? { period: { ...period } } : {}) };
  const card = withFields(recordOf(cardOf(moment), 'card', { lane, ...spot }), { position: asserted(position), text: measured(words), measurement: measured(figure) });
  return [...made, added(card), ...refusing(map, moment, false)];
}

/** Refuses a moment, or offers it again. */
export function refusing(map: JourneyMap, { id }: Moment, isRefused: boolean): readonly Change[] {
  const root = ofKind(map, 'map')[0];
  const before = refused(map);
  if (!root || before.includes(id) === isRefused) return [];
  const after = isRefused ? [...before, id] : before.filter((one) => one !== id);
  return setFields(map, { ids: [root.id], fields: { refused: after.length > 0 ? after : null } });
}

function refused(map: JourneyMap): readonly string[] {
  const found = contentOf(ofKind(map, 'map')[0], 'refused');
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
}

/** Where a moment stands: under the step of its touchpoint, else in the stage that shows its stage of the data. */
function spotOf(map: JourneyMap, { touchpoint, stage }: Pick<Moment, 'touchpoint' | 'stage'>): { readonly stage: string; readonly step?: string } | null {
  const step = ofKind(map, 'step').find((one) => textOf(one, 'touchpoint') === touchpoint);
  const at = textOf(step, 'stage');
  if (step && at !== null) return { stage: at, step: step.id };
  const shows = (one: MapRecord): string => textOf(one, 'follows') ?? stageId(one.id);
  const found = ofKind(map, 'stage').find((one) => shows(one) === stage);
  return found ? { stage: found.id } : null;
}

/** The command that shows the same. */
export function commandOf({ where, from, to, goal }: Asked): string {
  const quoted = where === null ? '' : ` --where "${where.replaceAll('"', '\\"')}"`;
  return ['resa show drivers', goal === null ? '' : ` --goal ${goal}`, quoted, from === null ? '' : ` --from ${from}`, to === null ? '' : ` --to ${to}`].join('');
}
