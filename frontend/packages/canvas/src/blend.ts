/** One map on its way to another: the structure of the second with figures between both, so that change can be seen. */
import type { Measurement, ResolvedMap } from '../../generated/resolvedmap.ts';

/** The map `t` of the way (0 to 1) from one view to another; records are matched by id, new ones grow from nothing. */
export function blend(from: ResolvedMap, to: ResolvedMap, t: number): ResolvedMap {
  if (t >= 1) return to;
  const mix = (a: number, b: number): number => a + (b - a) * t;
  const measured = (a: Measurement | null | undefined, b: Measurement): Measurement => {
    if (b.figure === null || a?.figure == null) return b;
    const interval = a.interval && b.interval ? { low: mix(a.interval.low, b.interval.low), high: mix(a.interval.high, b.interval.high) } : b.interval;
    return { ...b, figure: mix(a.figure, b.figure), n: Math.round(mix(a.n, b.n)), interval };
  };
  const tints = (a: Readonly<Record<string, number>> | undefined, b: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(b).map(([id, count]) => [id, mix(a?.[id] ?? 0, count)]));
  const before = {
    stages: byId(from.stages), flows: byId(from.flows), touchpoints: byId(from.touchpoints), links: byId(from.links),
    feelings: byId(from.feelings), figures: byId(from.figures.flatMap((row) => row.cells)),
  };
  return {
    ...to,
    stages: to.stages.map((stage) => {
      const old = before.stages.get(stage.id);
      return { ...stage, reach: measured(old?.reach, stage.reach), share: measured(old?.share, stage.share), tints: tints(old?.tints, stage.tints) };
    }),
    flows: to.flows.map((flow) => {
      const old = before.flows.get(flow.id);
      return { ...flow, customers: mix(old?.customers ?? 0, flow.customers), share: measured(old?.share, flow.share), tints: tints(old?.tints, flow.tints) };
    }),
    touchpoints: to.touchpoints.map((mark) => ({ ...mark, customers: Math.round(mix(before.touchpoints.get(mark.id)?.customers ?? 0, mark.customers)) })),
    links: to.links.map((link) => ({ ...link, customers: mix(before.links.get(link.id)?.customers ?? 0, link.customers) })),
    feelings: to.feelings.map((point) => ({ ...point, feeling: measured(before.feelings.get(point.id)?.feeling, point.feeling) })),
    figures: to.figures.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, measurement: measured(before.figures.get(cell.id)?.measurement, cell.measurement) })) })),
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
