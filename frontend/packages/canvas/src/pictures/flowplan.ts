/** Where the nodes and flows of a path picture lie: every step's flows add up to everybody, so all columns are equally full. */
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Range, type Row } from './answer.ts';
import { DROP_OFF, OTHER, START } from './names.ts';

const ENDS: readonly string[] = [DROP_OFF, START];

/** What stands in a column: one touchpoint, all others, or those whose path ended. */
export interface Node {
  readonly name: string;
  readonly customers: number;
}

/** A flow between nodes of neighbouring columns. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly customers: number;
  readonly share: number;
  readonly range: Range | null; // of flows that were not put together
  readonly isSmall: boolean;
}

/** One step: its nodes from top to bottom, and what flows into them from the step before. */
export interface Step {
  readonly step: number;
  readonly nodes: readonly Node[];
  readonly flows: readonly Flow[];
  readonly gathered: number; // touchpoints that were put to the others here
}

/** The steps of a flow's answer; of each, at most `most` touchpoints stay apart. */
export function stepsOf(rows: readonly Row[], most: number): Step[] {
  const steps: Step[] = [];
  const last = Math.max(0, ...rows.map((row) => countOf(row, 'step')));
  let kept = new Set<string>();
  for (let step = 1; step <= last; step += 1) {
    const own = rows.filter((row) => figureOf(row, 'step') === step);
    const totals = totalsOf(own);
    const named = [...totals].filter(([name]) => !isGathered(name)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const before = kept;
    kept = new Set(named.slice(0, most).map(([name]) => name));
    const place = (name: string, within: ReadonlySet<string>): string => (isGathered(name) || within.has(name) ? name : OTHER);
    const flows = summed(own, { from: (name) => place(name, before), to: (name) => place(name, kept) });
    steps.push({ step, flows, nodes: ordered(flows, steps.at(-1)?.nodes ?? []), gathered: named.length - kept.size });
  }
  return steps;
}

export function isGathered(name: string): boolean {
  return name === OTHER || ENDS.includes(name);
}

function totalsOf(rows: readonly Row[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(nameOf(row, 'to') ?? '', (totals.get(nameOf(row, 'to') ?? '') ?? 0) + countOf(row, 'customers'));
  return totals;
}

function summed(rows: readonly Row[], place: { from: (name: string) => string; to: (name: string) => string }): Flow[] {
  const flows = new Map<string, Flow>();
  for (const row of rows) {
    const [from, to] = [place.from(nameOf(row, 'from') ?? ''), place.to(nameOf(row, 'to') ?? '')];
    const known = flows.get(`${from}\n${to}`);
    const sums = { customers: (known?.customers ?? 0) + countOf(row, 'customers'), share: (known?.share ?? 0) + countOf(row, 'share') };
    flows.set(`${from}\n${to}`, { from, to, ...sums, range: known ? null : rangeOf(row, 'share'), isSmall: isSmall(row) });
  }
  return [...flows.values()];
}

/** Touchpoints where most of their inflow comes from, so that flows cross little; then all others, then who left. */
function ordered(flows: readonly Flow[], before: readonly Node[]): Node[] {
  const heights = new Map(before.map((node, n) => [node.name, n]));
  const nodes = new Map<string, { customers: number; pull: number }>();
  for (const { from, to, customers } of flows) {
    const node = nodes.get(to) ?? { customers: 0, pull: 0 };
    nodes.set(to, { customers: node.customers + customers, pull: node.pull + customers * (heights.get(from) ?? 0) });
  }
  const rank = (name: string): number => (ENDS.includes(name) ? 2 : name === OTHER ? 1 : 0);
  const pulled = ({ pull, customers }: { pull: number; customers: number }): number => pull / (customers || 1);
  return [...nodes]
    .sort(([a, one], [b, two]) => rank(a) - rank(b) || pulled(one) - pulled(two) || two.customers - one.customers || (a < b ? -1 : 1))
    .map(([name, { customers }]) => ({ name, customers }));
}
