/** A map small enough for a list: its stages, how full they are, and the feeling that was drawn. */
export interface PortraitSource {
  readonly stages?: Readonly<Record<string, { readonly position?: number }>>;
  readonly lanes?: Readonly<Record<string, { readonly shows?: string }>>;
  readonly cells?: Readonly<Record<string, { readonly stage?: string; readonly level?: number; readonly is_planned?: boolean }>>;
  readonly cards?: Readonly<Record<string, { readonly stage?: string; readonly text?: string }>>;
}

export interface PortraitShape {
  readonly stations: readonly number[];
  readonly strokes: readonly { readonly x: number; readonly y: number; readonly length: number }[];
  readonly curve: string;
}

const SIZE = { width: 176, top: 6, middle: 24, swing: 6, cards: 40, row: 4 } as const;
const MOST_STAGES = 12;
const MOST_CARDS = 5;
const LONG_TEXT = 60;

/** Returns the drawing; a stroke is a card, as long as its text. */
export function portrait(document: PortraitSource): PortraitShape {
  const stages = Object.entries(document.stages ?? {}).sort(([, one], [, other]) => (one.position ?? 0) - (other.position ?? 0)).slice(0, MOST_STAGES).map(([id]) => id);
  const step = SIZE.width / Math.max(stages.length, 1);
  const stations = stages.map((_, at) => round(at * step + 4));
  const cards = Object.values(document.cards ?? {});
  const strokes = stages.flatMap((stage, at) => cards.filter((card) => card.stage === stage).slice(0, MOST_CARDS).map((card, row) => (
    { x: stations[at] as number, y: SIZE.cards + row * SIZE.row, length: round((step - 10) * Math.max(0.25, Math.min(1, (card.text?.length ?? 0) / LONG_TEXT))) })));
  return { stations, strokes, curve: curve(document, stages, stations) };
}

function curve(document: PortraitSource, stages: readonly string[], stations: readonly number[]): string {
  const cells = Object.values(document.cells ?? {}).filter((cell) => typeof cell.level === 'number' && !cell.is_planned);
  const points = stages.flatMap((stage, at) => {
    const levels = cells.filter((cell) => cell.stage === stage).map((cell) => cell.level as number);
    return levels.length ? [{ x: stations[at] as number, y: round(SIZE.middle - (levels.reduce((sum, one) => sum + one, 0) / levels.length) * SIZE.swing) }] : [];
  });
  if (points.length < 2) return '';
  return points.map((point, at) => {
    const before = points[at - 1];
    if (!before) return `M${point.x} ${point.y}`;
    const half = round((before.x + point.x) / 2);
    return `C${half} ${before.y} ${half} ${point.y} ${point.x} ${point.y}`;
  }).join('');
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
