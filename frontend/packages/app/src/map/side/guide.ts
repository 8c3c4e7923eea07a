/** The 4-step and the 7-step method: what is done, read from the document, and the one next action of each step. */
import { contentOf, ofKind, textOf, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';

export const GUIDES = { four: ['who', 'path', 'experience', 'improve'], seven: ['data', 'personas', 'touchpoints', 'pains', 'opportunities', 'teams', 'iteration'] } as const;
export type GuideName = keyof typeof GUIDES;
export type StepName = (typeof GUIDES)[GuideName][number];

export interface Progress {
  readonly step: StepName;
  readonly have: number;
  readonly of: number;
}

interface Known {
  readonly map: JourneyMap;
  readonly resolved: ResolvedMap;
}

/** How far each step of a method is. */
export function progressOf(known: Known, guide: GuideName): readonly Progress[] {
  return GUIDES[guide].map((step) => {
    const checks = CHECKS[step](known);
    return { step, have: checks.filter(Boolean).length, of: checks.length };
  });
}

const CHECKS: Readonly<Record<StepName, (known: Known) => readonly boolean[]>> = {
  who: (known) => [...CHECKS.personas(known), textOf(ofKind(known.map, 'map')[0], 'scope') !== null || textOf(ofKind(known.map, 'map')[0], 'outcome') !== null],
  path: ({ map, resolved }) => [ofKind(map, 'stage').length >= 3, resolved.touchpoints.length > 0 || ofKind(map, 'step').length >= 3, everyStage(map, ['customer_action', 'touchpoints', 'channel'], resolved)],
  experience: ({ map, resolved }) => [resolved.feelings.length > 0 || ofKind(map, 'cell').some((cell) => contentOf(cell, 'level') !== null), hasPains(map, resolved), cards(map, ['quote', 'thought', 'need']).length > 0 || resolved.pains.some((pain) => pain.quotes.length > 0)],
  improve: (known) => [...CHECKS.opportunities(known), ...CHECKS.teams(known)],
  data: ({ map, resolved }) => [resolved.base.customers > 0 || bound(map).length > 0, resolved.figures.length > 0 || bound(map).length >= 3, resolved.sources.every((source) => !source.is_stale)],
  personas: ({ map }) => [ofKind(map, 'persona').length > 0, ofKind(map, 'persona').length > 0 && ofKind(map, 'persona').every((one) => textOf(one, 'summary') !== null || contentOf(one, 'traits') !== null || textOf(one, 'of') !== null)],
  touchpoints: ({ map, resolved }) => [resolved.touchpoints.length > 0 || ofKind(map, 'step').length > 0, ofKind(map, 'stage').length > 0 && everyStage(map, ['touchpoints', 'channel', 'customer_action'], resolved)],
  pains: ({ map, resolved }) => [hasPains(map, resolved), cards(map, ['pain']).length + resolved.pains.filter((pain) => pain.kind === 'pain').length >= 3],
  opportunities: ({ map }) => [cards(map, ['opportunity', 'action']).length > 0, cards(map, ['opportunity', 'action', 'pain']).some((card) => contentOf(card, 'impact') !== null && contentOf(card, 'effort') !== null)],
  teams: ({ map }) => [actions(map).length > 0 && actions(map).every((card) => textOf(card, 'owner') !== null), actions(map).length > 0 && actions(map).every((card) => textOf(card, 'due') !== null)],
  iteration: ({ map }) => [actions(map).length > 0 && actions(map).every((card) => textOf(card, 'kpi') !== null), textOf(ofKind(map, 'map')[0], 'review_on') !== null],
};

function laneOf(map: JourneyMap, record: MapRecord): string {
  return textOf(map.records.get(textOf(record, 'lane') ?? ''), 'shows') ?? '';
}

function cards(map: JourneyMap, kinds: readonly string[]): readonly MapRecord[] {
  return ofKind(map, 'card').filter((card) => kinds.includes(laneOf(map, card)));
}

function actions(map: JourneyMap): readonly MapRecord[] {
  return cards(map, ['action']).filter((card) => textOf(card, 'status') !== 'dropped');
}

function bound(map: JourneyMap): readonly MapRecord[] {
  return [...ofKind(map, 'card'), ...ofKind(map, 'cell')].filter((record) => contentOf(record, 'query') !== null);
}

function hasPains(map: JourneyMap, resolved: ResolvedMap): boolean {
  return cards(map, ['pain']).length > 0 || resolved.pains.length > 0;
}

function everyStage(map: JourneyMap, kinds: readonly string[], resolved: ResolvedMap): boolean {
  const filled = new Set([...cards(map, kinds).map((card) => textOf(card, 'stage')), ...ofKind(map, 'step').map((step) => textOf(step, 'stage')), ...resolved.touchpoints.map((mark) => `stage:${mark.stage}`)]);
  return ofKind(map, 'stage').every((stage) => filled.has(stage.id));
}
