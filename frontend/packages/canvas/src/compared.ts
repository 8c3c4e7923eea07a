/** A map held against another group: what differs at each mark, and how a difference is said and drawn. */
import type { ComparedFigure, FigureRow, Interval, MapComparison, ResolvedMap } from '../../generated/resolvedmap.ts';
import { figureText, inUnit, SCORE_DIGITS, scoreText, type Tongue } from './say.ts';
import { circle, group, line, path, px, type Shape } from './scene.ts';
import type { Paint } from './theme.ts';

export type Aspect = 'stage' | 'leave' | 'touchpoint' | 'feeling' | 'figure';

const BOOKS = new WeakMap<MapComparison, ReadonlyMap<string, ComparedFigure>>();

/** The same figure of the other group; null where there is no other group, or it has none. */
export function heldAgainst({ compared }: Pick<ResolvedMap, 'compared'>, aspect: Aspect, id: string): ComparedFigure | null {
  if (!compared) return null;
  const book = BOOKS.get(compared) ?? new Map(compared.figures.map((figure) => [`${figure.aspect} ${figure.id}`, figure]));
  BOOKS.set(compared, book);
  return book.get(`${aspect} ${id}`) ?? null;
}

/** The share of a stage that left it, as the other group has it. */
export function leftThere(map: Pick<ResolvedMap, 'compared' | 'flows'>, stage: string): ComparedFigure | null {
  const flow = map.flows.find((entry) => entry.kind === 'leave' && entry.from_stage === stage);
  return flow ? heldAgainst(map, 'leave', flow.id) : null;
}

/** "vs 76.2 %". */
export function versusText(speaker: Tongue, { versus }: ComparedFigure): string {
  return speaker.say('compare.versus', { figure: versus.unit === 'seconds' && versus.figure !== null ? speaker.brief(versus.figure) : figureText(speaker, versus) });
}

/** A difference with its sign, shares in percentage points: "+2.3"; nothing where there is none. */
export function differenceText(speaker: Tongue, { difference, versus: { unit } }: ComparedFigure): string {
  if (difference === null) return '';
  const digits = Math.abs(difference) < 0.095 ? 2 : 1;
  switch (unit) {
    case 'share': return speaker.signed(difference * 100);
    case 'points': return speaker.signed(difference, Math.abs(difference) < 10 ? 1 : 0);
    case 'score': return speaker.signed(difference, SCORE_DIGITS);
    case 'feeling': return speaker.signed(difference, digits);
    default: return (difference > 0 ? '+' : difference < 0 ? '−' : '') + (unit === 'seconds' ? speaker.brief(Math.abs(difference)) : inUnit(speaker, Math.abs(difference), unit));
  }
}

/** How far the interval of a difference reaches to its wider side: "±0.8". */
export function gapText(speaker: Tongue, { difference, interval, versus: { unit } }: ComparedFigure): string {
  if (difference === null || interval === null) return '';
  const half = reachOf(difference, interval);
  if (unit === 'share') return `±${speaker.number(half * 100)}`;
  if (unit === 'seconds') return `±${speaker.brief(half)}`;
  if (unit === 'score') return `±${scoreText(speaker, half)}`;
  return `±${speaker.number(half, unit === 'feeling' ? (half < 0.095 ? 2 : 1) : half < 10 ? 1 : 0)}`;
}

function reachOf(difference: number, { low, high }: Interval): number {
  return Math.max(high - difference, difference - low);
}

/** What is said of a mark besides its own figure. */
export function comparedLabel(speaker: Tongue, found: ComparedFigure | null): string {
  if (found === null) return '';
  const difference = [differenceText(speaker, found), gapText(speaker, found)].filter(Boolean).join(' ') || '–';
  return `; ${speaker.say('compare.label', { figure: figureText(speaker, found.versus), difference, verdict: verdictText(speaker, found) })}`;
}

export function verdictText(speaker: Tongue, { differs }: ComparedFigure): string {
  return speaker.say(differs === null ? 'compare.untested' : differs ? 'compare.holds' : 'compare.fails');
}

/** Differences that hold stand in full ink, the others step back. */
export function inkOf(found: ComparedFigure | null, own: Paint = 'ink1'): Paint {
  return found === null || found.differs === true ? own : 'ink3';
}

/** An arrow with a stem, up for more and down for less; nothing where no difference holds. */
export function moreOrLess(found: ComparedFigure | null, at: { x: number; y: number }): Shape[] {
  return found?.differs === true && found.difference ? arrowFor(found.difference, at) : [];
}

export function arrowFor(difference: number, { x, y }: { x: number; y: number }): Shape[] {
  const up = difference > 0 ? 1 : -1;
  const [tip, foot, wing] = [y - 4.5 * up, y + 4.5 * up, y - 1 * up];
  return [path(`M${px(x)} ${px(foot)}L${px(x)} ${px(tip)}M${px(x - 3.2)} ${px(wing)}L${px(x)} ${px(tip)}L${px(x + 3.2)} ${px(wing)}`, { stroke: 'ink1', width: 1.75, cap: 'round' })];
}

/** Two halves back to back: filled for these customers, outlined for the other group. */
export function halves({ x, y }: { x: number; y: number }, { own, there, isSquare = false, differs = true }: { own: number; there: number; isSquare?: boolean; differs?: boolean }): Shape[] {
  const half = (r: number, side: 1 | -1): string => (isSquare
    ? `M${px(x)} ${px(y - r * 0.9)}L${px(x + side * r * 0.9)} ${px(y - r * 0.9)}L${px(x + side * r * 0.9)} ${px(y + r * 0.9)}L${px(x)} ${px(y + r * 0.9)}Z`
    : `M${px(x)} ${px(y - r)}A${px(r)} ${px(r)} 0 0 ${side > 0 ? 1 : 0} ${px(x)} ${px(y + r)}Z`);
  return [
    ...(own > 0 ? [path(half(own, -1), { fill: differs ? 'ink2' : 'rule2' })] : []),
    ...(there > 0 ? [path(half(there, 1), { fill: 'paper', stroke: differs ? 'ink2' : 'rule2', width: 1.25 })] : []),
  ];
}

/** Which colour a difference of a KPI has; where neither way is better it has none. */
export function paintOfDifference(row: Pick<FigureRow, 'higher_is_better'>, found: ComparedFigure): Paint {
  if (found.differs !== true || !found.difference) return 'ink3';
  return found.difference > 0 === row.higher_is_better ? 'good' : 'bad';
}

/** The widest that differences of a row reach to either side, so that all are drawn to one scale. */
export function widestOf(map: ResolvedMap, row: FigureRow): number {
  const ends = row.cells.flatMap((cell) => {
    const found = heldAgainst(map, 'figure', cell.id);
    return found?.interval ? [Math.abs(found.interval.low), Math.abs(found.interval.high)] : [];
  });
  return Math.max(0, ...ends);
}

/** A difference on a scale around no difference, with its interval: filled where it holds, hollow where it may be chance. */
export function differencePlot(found: ComparedFigure, { x, y, w, widest }: { x: number; y: number; w: number; widest: number }, paint: Paint): Shape {
  const zero = line(x + w / 2, y - 9, x + w / 2, y + 9, 'rule2', 1);
  if (found.difference === null || found.interval === null || widest === 0) return group([zero]);
  const at = (difference: number): number => x + w / 2 + (difference / widest) * (w / 2);
  const whisker = line(at(found.interval.low), y, at(found.interval.high), y, found.differs ? paint : 'rule2', found.differs ? 2 : 1.5);
  const dot = found.differs ? circle(at(found.difference), y, 4, { fill: paint }) : circle(at(found.difference), y, 3.2, { fill: 'paper', stroke: 'ink3', width: 1.5 });
  return group([zero, whisker, dot]);
}
