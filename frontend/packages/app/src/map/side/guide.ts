/** Follows the rules of a guided method: what the document and the figures have of each, counted as people edit. */
import { contentOf, ofKind, stageRecord, textOf, type Content, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';
import type { Guide, Rule } from '../../../../generated/api.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';

export interface Check {
  readonly says: string;
  readonly have: number;
  readonly of: number;
}

export interface Progress {
  readonly step: Guide['steps'][number];
  readonly checks: readonly Check[];
  readonly share: number; // 0 to 1; a step that somebody ticked is done
  readonly isMet: boolean; // by its rules
  readonly isTicked: boolean;
}

export interface Known {
  readonly map: JourneyMap;
  readonly resolved: ResolvedMap;
}

/** How far each step of a method is. */
export function progressOf(known: Known, guide: Guide): readonly Progress[] {
  const ticked = ticksOf(known.map);
  return guide.steps.map((step) => {
    const checks = step.rules.map((rule) => checked(rule, known));
    const isTicked = ticked.includes(step.id);
    const part = checks.reduce((sum, one) => sum + one.have / one.of, 0) / Math.max(1, checks.length);
    return { step, checks, isTicked, isMet: checks.every((one) => one.have >= one.of), share: isTicked ? 1 : part };
  });
}

/** The steps that somebody called done, of every method. */
export function ticksOf(map: JourneyMap): readonly string[] {
  const ticked = contentOf(ofKind(map, 'map')[0], 'guide_done');
  return Array.isArray(ticked) ? ticked.filter((one): one is string => typeof one === 'string') : [];
}

/** In each stage: how many stages have enough. Otherwise: how many there are, at most as many as are wanted. */
function checked(rule: Rule, known: Known): Check {
  const records = ofKind(known.map, rule.count).filter((record) => counts(rule, record, known.map));
  const found = foundBy(rule, known);
  if (rule.in_each == null) return { says: rule.says, have: Math.min(rule.at_least, records.length + found.length), of: rule.at_least };
  const stages = ofKind(known.map, 'stage').map((stage) => stage.id);
  const covered = [...records.map((record) => stagesOf(record, known.map, stages)), ...found.map((stage) => (stage === null ? [] : [stage]))];
  const reached = stages.filter((stage) => covered.filter((one) => one.includes(stage)).length >= rule.at_least);
  return { says: rule.says, have: reached.length, of: Math.max(1, stages.length) };
}

function counts(rule: Rule, record: MapRecord, map: JourneyMap): boolean {
  const lane = record.kind === 'lane' ? record : map.records.get(textOf(record, 'lane') ?? '');
  if (rule.shows.length > 0 && !rule.shows.includes(textOf(lane, 'shows') ?? '')) return false;
  return rule.has.every((name) => isFilled(contentOf(record, name))) && (!rule.is_measured || isMeasured(record));
}

function isFilled(content: Content): boolean {
  if (content === null || content === '') return false;
  return typeof content !== 'object' || Object.keys(content).length > 0;
}

function isMeasured(record: MapRecord): boolean {
  return contentOf(record, 'query') !== null || Object.values(record.fields).some((field) => field.provenance === 'measured');
}

/** The stages of what the data found, by the ids of their records; null where it belongs to no stage. */
function foundBy(rule: Rule, { map, resolved }: Known): readonly (string | null)[] {
  const stages = rule.found ? (FOUND[rule.found]?.(resolved) ?? []) : [];
  return stages.map((stage) => (stage === null ? null : (stageRecord(map, stage)?.id ?? null)));
}

const FOUND: Readonly<Record<string, (resolved: ResolvedMap) => readonly (string | null)[]>> = {
  touchpoints: ({ touchpoints }) => touchpoints.map((mark) => mark.stage),
  feelings: ({ feelings }) => feelings.filter((point) => point.feeling.figure !== null).map((point) => point.stage),
  pains: ({ pains }) => pains.filter((pain) => pain.kind === 'pain').map((pain) => pain.stage),
  quotes: ({ pains, feelings }) => [...pains.flatMap((pain) => pain.quotes.map(() => pain.stage)), ...feelings.filter((point) => point.quote !== null).map((point) => point.stage)],
  figures: ({ figures }) => figures.flatMap((row) => row.cells.filter((cell) => cell.measurement.figure !== null).map((cell) => cell.stage)),
};

/** The stages that a record covers: that of its step, else its own up to the last one. */
function stagesOf(record: MapRecord, map: JourneyMap, stages: readonly string[]): readonly string[] {
  const step = map.records.get(textOf(record, 'step') ?? '');
  const first = stages.indexOf(textOf(step ?? record, 'stage') ?? '');
  if (first < 0) return [];
  return stages.slice(first, Math.max(first, stages.indexOf(textOf(record, 'to_stage') ?? '')) + 1);
}
