/** Invented figures for the sample maps: a river whose counts add up, a feeling line, findings and numbers. */
import type { FeelingPoint, FigureRow, Flow, Measurement, PainMark, ResolvedMap, StageColumn, TouchpointMark } from '../../generated/resolvedmap.ts';

export function figure(of: number | null, unit: string, more: Partial<Measurement> = {}): Measurement {
  return { figure: of, unit, variant: unit, n: 400, interval: null, period: null, is_exact: true, is_small_sample: false, is_withheld: false, fresh_at: null, provenance: 'measured', ...more };
}

/** A stage without data. */
export function uncounted(id: string, name: string | null): StageColumn {
  return { id, name, reach: figure(null, 'count', { n: 0 }), share: figure(null, 'share', { n: 0 }), wait_to_next: null, tints: {} };
}

/** Stages through which 8,000 customers flow, some lost after each; null stands for a stage without data. */
export function flowing(ids: readonly string[], names: readonly (string | null)[], counts: readonly (number | null)[]): { stages: StageColumn[]; flows: Flow[] } {
  const flows: Flow[] = [];
  const tints = (n: number): Record<string, number> => ({ web_app: Math.round(n * 0.55), messaging: Math.round(n * 0.2), in_person: n - Math.round(n * 0.55) - Math.round(n * 0.2) });
  const flow = (kind: string, from: string | null, to: string | null, customers: number, of: number): void => {
    const share = customers / Math.max(1, of);
    flows.push({ id: `${kind}:${from ?? ''}:${to ?? ''}`, kind, from_stage: from, to_stage: to, customers, share: figure(share, 'share', { n: of, interval: { low: share - 0.01, high: share + 0.01 } }), wait: null, tints: tints(customers) });
  };
  const first = counts.find((count) => count !== null) ?? 0;
  const counted = ids.flatMap((id, n) => (counts[n] == null ? [] : [{ id, count: counts[n]! }]));
  counted.forEach(({ id, count }, n) => {
    if (n === 0) flow('enter', null, id, count, count);
    const next = counted[n + 1];
    const on = next === undefined ? 0 : Math.min(count, next.count);
    if (next) flow('forward', id, next.id, on, count);
    const rest = count - on;
    const stay = next === undefined ? rest : Math.round(rest * 0.15);
    if (rest - stay > 0) flow('leave', id, null, rest - stay, count);
    if (stay > 0) flow('stay', id, null, stay, count);
    if (n > 1 && n % 2 === 0) flow('loop', id, counted[n - 1]!.id, Math.round(count * 0.12), count);
  });
  const stages = ids.map((id, n): StageColumn => {
    const count = counts[n];
    if (count == null) return uncounted(id, names[n] ?? null);
    const wait = n === ids.length - 1 ? null : figure([2, 9, 1, 21, 60][n % 5]! * 86400, 'seconds');
    return { id, name: names[n] ?? null, reach: figure(count, 'count', { n: count }), share: figure(count / Math.max(1, first), 'share'), wait_to_next: wait, tints: tints(count) };
  });
  return { stages, flows };
}

export function feelings(stages: readonly StageColumn[], levels: readonly number[]): FeelingPoint[] {
  const said: Readonly<Record<number, [string, string]>> = { 1: ['Jag hittade rätt storlek på två minuter.', 'sv'], 3: ['Jeg ventede fire dage på svar om min retur.', 'da'] };
  return levels.map((level, n) => ({
    id: `feel${n}`, stage: stages[n]!.id, touchpoint: null, position_share: 0.45, quote_count: said[n] ? 12 : 0,
    feeling: figure(level, 'feeling', { n: 120 + n * 90, interval: { low: level - 0.16, high: level + 0.16 } }),
    quote: said[n] ? { text: said[n][0], language: said[n][1], channel: 'chat', said_at: '2026-08-21T10:00:00Z' } : null,
  }));
}

export function touchpoints(stages: readonly StageColumn[]): TouchpointMark[] {
  const names = [['Search result', 'search'], ['Front page', 'web'], ['Product page', 'web'], ['Try on', 'store'], ['Checkout', 'web'], ['Receipt', 'email'], ['Delivery', 'parcel'], ['Where is it?', 'chat'], ['Season letter', 'email'], ['Repair desk', 'store']] as const;
  return names.map(([name, channel], n): TouchpointMark => ({
    id: `tp${n}`, name, channel, stage: stages[Math.min(stages.length - 1, Math.floor(n / 2))]!.id, is_physical: ['store', 'parcel'].includes(channel), customers: 5200 - n * 430, interactions: 9000 - n * 600,
    reach: figure((5200 - n * 430) / 8000, 'share'), per_customer: figure(1.7, 'score'), importance: null, quality: null, placement: 'measured', placement_confidence: 0.9, trend: [], median_position_share: (n % 2) * 0.5, hours: [],
  })).sort((a, b) => b.customers - a.customers);
}

export function findings(stages: readonly StageColumn[]): PainMark[] {
  const pain = (id: string, kind: string, key: string, { stage, params, size, rank }: { stage: number; params: Record<string, string | number>; size: number; rank: number }): PainMark => ({
    id, kind, cause: 'wait', stage: stages[Math.min(stage, stages.length - 1)]!.id, touchpoint: null, to_touchpoint: null, title_key: key, params, size: figure(size, 'count'), effect: figure(0.3, 'share'), compared_with: null, rank, provenance: 'measured', evidence: [], paths: [], quotes: [], slices: [], worth: null,
  });
  return [
    pain('pain:cart', 'pain', 'pain.cart', { stage: 2, params: { share: 0.34, customers: 902 }, size: 902, rank: 1 }),
    pain('pain:wait', 'pain', 'pain.wait', { stage: 3, params: { median_seconds: 190000, touchpoint: 'Where is it?', to: 'Customer service', from: 'Where is it?', customers: 611 }, size: 611, rank: 2 }),
    pain('pain:parts', 'delight', 'delight.high_score', { stage: 4, params: { touchpoint: 'Repair desk', score: 4.7, peers_score: 4, n: 96 }, size: 96, rank: 1 }),
  ];
}

export function figureRow(id: string, unit: string, { stages, start, target }: { stages: readonly StageColumn[]; start: number; target: number | null }): FigureRow {
  return {
    id, unit, variant: id, higher_is_better: true, left_out: null,
    cells: [{ id: `fig:${id}`, stage: null, measurement: figure(start, unit, { n: 1400 }), trend: [], trend_n: [], target }, ...stages.map((stage, n) => {
      const level = start + Math.sin(n * 1.7) * start * 0.18;
      const trend = Array.from({ length: 12 }, (_, month) => level + Math.sin(month * 0.9 + n) * start * 0.06);
      return { id: `fig:${id}:${stage.id}`, stage: stage.id, measurement: figure(level, unit, { n: 300 + n * 70, interval: { low: level * 0.96, high: level * 1.04 } }), trend, trend_n: [], target };
    })],
  };
}

export const NOTHING: ResolvedMap = {
  id: 'map:sample', title: null, company: null, where: null, goal: null, base: { customers: 0, interactions: 0, period: null, journeys: null }, period: null, fresh_at: null, revision: 0,
  stages: [], channel_groups: [{ id: 'web_app', channels: ['web', 'app'] }, { id: 'messaging', channels: ['email', 'sms', 'chat'] }, { id: 'in_person', channels: ['store', 'parcel'] }], flows: [], touchpoints: [], links: [], feelings: [], pains: [], figures: [], messages: [], cards: [],
  coverage: { interactions: 0, placed_share: figure(null, 'share'), known_customer_share: figure(null, 'share'), largest_unmapped: null, largest_unmapped_count: 0 }, sources: [], trend_months: [], conversion: null, is_demo: false,
  form: 'current_state', is_planned: false, lanes: [], steps: [], cells: [], curves: [], personas: [], arrows: [], compared: null,
};
