/** The arithmetic of the river: which customers pass each cross-section, so that every thickness is a count. */
import type { Flow, ResolvedMap, StageColumn } from '../../../generated/resolvedmap.ts';

/** Customers by what becomes of them, at three places of a stage: on arrival, in it, and on the way out. */
export interface Section {
  readonly entering: number; // start their journey here
  readonly passing: number; // travel past this stage without touching it
  readonly reach: readonly number[]; // by channel group, in the order of the map's groups
  readonly passingOn: number; // after it: travel past the next stage
  readonly onward: readonly number[]; // after it: on the way to the next stage, by channel group
  readonly leaving: number;
  readonly staying: number;
}

/** Whether customers were counted in a stage; a withheld count was counted. */
export function isCounted(stage: StageColumn): boolean {
  return stage.reach.figure !== null || stage.reach.is_withheld;
}

/** The sections of all stages; `passing + sum(reach) = passingOn + sum(onward) + leaving + staying` at each. */
export function sectionsOf(map: ResolvedMap): Section[] {
  const place = new Map(map.stages.map((stage, index) => [stage.id, index]));
  const groups = groupIds(map);
  const at = (stage: string | null): number => (stage === null ? -1 : (place.get(stage) ?? -1));
  const forward = map.flows.filter((flow) => flow.kind === 'forward' && at(flow.to_stage) > at(flow.from_stage));
  return map.stages.map((stage, index) => {
    const reach = groups.map((id) => stage.tints[id] ?? 0);
    const staying = sum(ofKind(map.flows, 'stay', stage.id));
    const leaving = sum(ofKind(map.flows, 'leave', stage.id));
    return {
      entering: sum(map.flows.filter((flow) => flow.kind === 'enter' && flow.to_stage === stage.id)),
      passing: sum(forward.filter((flow) => at(flow.from_stage) < index && at(flow.to_stage) > index)),
      reach,
      passingOn: sum(forward.filter((flow) => at(flow.from_stage) <= index && at(flow.to_stage) > index + 1)),
      onward: tinted(forward.filter((flow) => at(flow.from_stage) <= index && at(flow.to_stage) === index + 1), groups),
      leaving,
      staying,
    };
  });
}

/** The channel groups that occur in the map, in its own order, and any that only its tints know. */
export function groupIds(map: ResolvedMap): string[] {
  const named = map.channel_groups.map((entry) => entry.id);
  const met = new Set(map.stages.flatMap((stage) => Object.keys(stage.tints).filter((id) => (stage.tints[id] ?? 0) > 0)));
  return [...named.filter((id) => met.has(id)), ...[...met].filter((id) => !named.includes(id)).sort()];
}

/** All customers in a section on arrival. */
export function widthOfSection(section: Section): number {
  return section.passing + total(section.reach);
}

function ofKind(flows: readonly Flow[], kind: string, from: string): Flow[] {
  return flows.filter((flow) => flow.kind === kind && flow.from_stage === from);
}

/** Customers by group; those whose group is not given go with the others in proportion of the given ones. */
function tinted(flows: readonly Flow[], groups: readonly string[]): number[] {
  return groups.map((id, index) =>
    flows.reduce((whole, flow) => {
      const known = groups.reduce((part, name) => part + (flow.tints[name] ?? 0), 0);
      if (known === 0) return whole + (index === 0 ? flow.customers : 0);
      return whole + ((flow.tints[id] ?? 0) * flow.customers) / known;
    }, 0),
  );
}

export function sum(flows: readonly Flow[]): number {
  return flows.reduce((whole, flow) => whole + flow.customers, 0);
}

export function total(parts: readonly number[]): number {
  return parts.reduce((whole, part) => whole + part, 0);
}
