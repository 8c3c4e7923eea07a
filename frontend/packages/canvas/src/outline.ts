/** Outlines as lines and cubic curves in absolute places, for hosts that know no path language, and cut at straight edges. */

/** A straight line to a point (two numbers) or a cubic curve (its two handles and its end, six numbers). */
export type Segment = readonly number[];

/** One stroke of the pen. */
export interface Run {
  readonly start: readonly [number, number];
  readonly segments: readonly Segment[];
  readonly isClosed: boolean;
}

/** A half of the plane: what lies at `axis` (0 across, 1 down) from `bound` on, or up to it. */
export interface Edge {
  readonly axis: 0 | 1;
  readonly bound: number;
  readonly side: 1 | -1; // 1 keeps what is greater
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const COUNTS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

type Pen = { x: number; y: number; startX: number; startY: number; handle: readonly [number, number] | null; letter: string };

/** The strokes of an SVG path. */
export function runsOf(d: string): Run[] {
  const runs: { start: [number, number]; segments: Segment[]; isClosed: boolean }[] = [];
  const pen: Pen = { x: 0, y: 0, startX: 0, startY: 0, handle: null, letter: 'M' };
  for (const [command, numbers] of commandsOf(d)) {
    const letter = command.toUpperCase();
    const at = placed(letter, numbers, command === letter ? [0, 0] : [pen.x, pen.y]);
    if (letter === 'M') {
      runs.push({ start: [at[0]!, at[1]!], segments: [], isClosed: false });
      [pen.startX, pen.startY] = [at[0]!, at[1]!];
    } else if (runs.length > 0 && runs.at(-1)!.isClosed && letter !== 'Z') {
      runs.push({ start: [pen.x, pen.y], segments: [], isClosed: false });
    }
    const run = runs.at(-1);
    if (!run) continue;
    if (letter === 'Z') run.isClosed = true;
    else if (letter !== 'M') (run.segments as Segment[]).push(...segmentsOf(letter, at, pen));
    const end = letter === 'Z' ? [pen.startX, pen.startY] : letter === 'M' ? at : run.segments.at(-1)!.slice(-2);
    pen.handle = 'CSQT'.includes(letter) ? handleOf(letter, at, pen) : null;
    [pen.x, pen.y, pen.letter] = [end[0]!, end[1]!, letter];
  }
  return runs.filter((run) => run.segments.length > 0);
}

function* commandsOf(d: string): Generator<[string, number[]]> {
  const tokens = d.match(/[a-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/gi) ?? [];
  let command = '';
  for (let n = 0; n < tokens.length;) {
    if (/^[a-z]$/i.test(tokens[n]!)) command = tokens[n++]!;
    const count = COUNTS[command.toUpperCase()] ?? 0;
    yield [command, tokens.slice(n, n + count).map(Number)];
    n += count;
    if (count === 0 && n < tokens.length && !/^[a-z]$/i.test(tokens[n]!)) n += 1; // a number that belongs to nothing
    if (command === 'M') command = 'L';
    else if (command === 'm') command = 'l';
  }
}

/** The numbers of a command in absolute places. */
function placed(letter: string, numbers: readonly number[], [x, y]: readonly [number, number]): number[] {
  if (letter === 'H') return [numbers[0]! + x];
  if (letter === 'V') return [numbers[0]! + y];
  if (letter === 'A') return [...numbers.slice(0, 5), numbers[5]! + x, numbers[6]! + y];
  return numbers.map((number, n) => number + (n % 2 === 0 ? x : y));
}

function segmentsOf(letter: string, at: readonly number[], pen: Pen): Segment[] {
  const mirrored = (letters: string): readonly [number, number] => (pen.handle && letters.includes(pen.letter) ? [2 * pen.x - pen.handle[0], 2 * pen.y - pen.handle[1]] : [pen.x, pen.y]);
  switch (letter) {
    case 'H': return [[at[0]!, pen.y]];
    case 'V': return [[pen.x, at[0]!]];
    case 'C': return [at];
    case 'S': return [[...mirrored('CS'), ...at]];
    case 'Q': return [raised(pen, [at[0]!, at[1]!], [at[2]!, at[3]!])];
    case 'T': return [raised(pen, mirrored('QT'), [at[0]!, at[1]!])];
    case 'A': return arc(pen, at);
    default: return [at];
  }
}

/** The last handle of a curve, which the next may mirror. */
function handleOf(letter: string, at: readonly number[], pen: Pen): readonly [number, number] {
  if (letter === 'T') return pen.handle && 'QT'.includes(pen.letter) ? [2 * pen.x - pen.handle[0], 2 * pen.y - pen.handle[1]] : [pen.x, pen.y];
  return letter === 'C' ? [at[2]!, at[3]!] : [at[0]!, at[1]!];
}

/** A quadratic curve as a cubic one. */
function raised(pen: Pen, [hx, hy]: readonly [number, number], [x, y]: readonly [number, number]): Segment {
  return [pen.x + (2 / 3) * (hx - pen.x), pen.y + (2 / 3) * (hy - pen.y), x + (2 / 3) * (hx - x), y + (2 / 3) * (hy - y), x, y];
}

/** An elliptical arc as cubic curves of at most a quarter turn each. Source: SVG 1.1, appendix F.6. */
function arc(pen: Pen, [rx0, ry0, turn, isLarge, isForward, x, y]: readonly number[]): Segment[] {
  if (rx0 === 0 || ry0 === 0 || (pen.x === x && pen.y === y)) return [[x!, y!]];
  const phi = (turn! * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const [dx, dy] = [(pen.x - x!) / 2, (pen.y - y!) / 2];
  const [px, py] = [cos * dx + sin * dy, cos * dy - sin * dx];
  const grown = Math.sqrt(Math.max(1, (px / rx0!) ** 2 + (py / ry0!) ** 2));
  const [rx, ry] = [Math.abs(rx0!) * grown, Math.abs(ry0!) * grown];
  const left = Math.max(0, (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2) / ((rx * py) ** 2 + (ry * px) ** 2);
  const factor = Math.sqrt(left) * (isLarge === isForward ? -1 : 1);
  const [cx, cy] = [(factor * rx * py) / ry, (-factor * ry * px) / rx];
  const from = Math.atan2((py - cy) / ry, (px - cx) / rx);
  let sweep = Math.atan2((-py - cy) / ry, (-px - cx) / rx) - from;
  if (isForward && sweep < 0) sweep += 2 * Math.PI;
  if (!isForward && sweep > 0) sweep -= 2 * Math.PI;
  const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
  const step = sweep / pieces;
  const pull = (4 / 3) * Math.tan(step / 4);
  const [mx, my] = [(pen.x + x!) / 2 + cos * cx - sin * cy, (pen.y + y!) / 2 + sin * cx + cos * cy];
  const on = (u: number, v: number): [number, number] => [mx + cos * rx * u - sin * ry * v, my + sin * rx * u + cos * ry * v];
  return Array.from({ length: pieces }, (_, n) => {
    const [a, b] = [from + n * step, from + (n + 1) * step];
    return [...on(Math.cos(a) - pull * Math.sin(a), Math.sin(a) + pull * Math.cos(a)), ...on(Math.cos(b) + pull * Math.sin(b), Math.sin(b) - pull * Math.cos(b)), ...on(Math.cos(b), Math.sin(b))];
  });
}

/** The strokes moved, and made larger first. */
export function moved(runs: readonly Run[], dx: number, dy: number, scale = 1): Run[] {
  const to = (number: number, n: number): number => number * scale + (n % 2 === 0 ? dx : dy);
  return runs.map(({ start, segments, isClosed }) => ({ start: [to(start[0], 0), to(start[1], 1)], segments: segments.map((one) => one.map(to)), isClosed }));
}

/** A box around the strokes; handles may make it somewhat larger than they are. */
export function boxOf(runs: readonly Run[]): Box {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (const { start, segments } of runs) for (const numbers of [start, ...segments]) numbers.forEach((number, n) => (n % 2 === 0 ? xs : ys).push(number));
  const least = (all: readonly number[]): number => all.reduce((found, one) => Math.min(found, one), Infinity);
  const most = (all: readonly number[]): number => all.reduce((found, one) => Math.max(found, one), -Infinity);
  return { x: least(xs), y: least(ys), w: most(xs) - least(xs), h: most(ys) - least(ys) };
}

/** The part of a filled outline that lies in a box; edges of the box close it. */
export function filledWithin(runs: readonly Run[], box: Box): Run[] {
  return cutAll(runs, box, (run, edge) => {
    const [first, ...rest] = insideOf(run, edge, true);
    return first ? [{ start: first.start, segments: [...first.segments, ...rest.flatMap((one) => [one.start, ...one.segments])], isClosed: true }] : [];
  });
}

/** The parts of a drawn line that lie in a box. */
export function drawnWithin(runs: readonly Run[], box: Box): Run[] {
  return cutAll(runs, box, (run, edge) => insideOf(run, edge, run.isClosed));
}

function cutAll(runs: readonly Run[], { x, y, w, h }: Box, cut: (run: Run, edge: Edge) => Run[]): Run[] {
  const edges: Edge[] = [{ axis: 0, bound: x, side: 1 }, { axis: 0, bound: x + w, side: -1 }, { axis: 1, bound: y, side: 1 }, { axis: 1, bound: y + h, side: -1 }];
  return edges.reduce((left: Run[], edge) => left.flatMap((run) => cut(run, edge)), [...runs]);
}

/** The pieces of a stroke on one side of an edge; the stroke itself where all of it lies there. */
function insideOf(run: Run, edge: Edge, closes: boolean): Run[] {
  const [startX, startY] = run.start;
  const last = run.segments.at(-1)?.slice(-2) ?? [startX, startY];
  const isOpen = last[0] !== startX || last[1] !== startY;
  const segments = closes && isOpen ? [...run.segments, [startX, startY]] : run.segments;
  const found: { start: [number, number]; segments: Segment[]; isClosed: boolean }[] = [];
  let [x, y] = run.start;
  let [isWhole, isGoingOn] = [true, false];
  for (const segment of segments) {
    for (const piece of splitAt([x, y], segment, edge)) {
      const isIn = (middleOf([x, y], piece, edge.axis) - edge.bound) * edge.side >= 0;
      if (isIn && !isGoingOn) found.push({ start: [x, y], segments: [], isClosed: false });
      if (isIn) found.at(-1)!.segments.push(piece);
      isWhole &&= isIn;
      isGoingOn = isIn;
      [x, y] = [piece.at(-2)!, piece.at(-1)!];
    }
  }
  return isWhole && found.length > 0 ? [run] : found;
}

function middleOf(from: readonly [number, number], segment: Segment, axis: 0 | 1): number {
  return segment.length === 2 ? (from[axis] + segment[axis]!) / 2 : on(from, segment, axis, 0.5);
}

function on(from: readonly [number, number], c: Segment, axis: 0 | 1, t: number): number {
  const u = 1 - t;
  return u * u * u * from[axis] + 3 * u * u * t * c[axis]! + 3 * u * t * t * c[2 + axis]! + t * t * t * c[4 + axis]!;
}

const SAMPLES = 23; // odd, so that the middle of a curve, where many cross, lies between two
const HALVINGS = 40;

/** A segment in pieces that each lie on one side of an edge. */
function splitAt(from: readonly [number, number], segment: Segment, { axis, bound }: Edge): Segment[] {
  if (segment.length === 2) {
    const [a, b] = [from[axis] - bound, segment[axis]! - bound];
    if (a * b >= 0) return [segment];
    const t = a / (a - b);
    return [[from[0] + t * (segment[0]! - from[0]), from[1] + t * (segment[1]! - from[1])], segment];
  }
  if ([from[axis], segment[axis]!, segment[2 + axis]!, segment[4 + axis]!].every((one, _, all) => (one - bound) * (all[0]! - bound) > 0)) return [segment];
  const pieces: Segment[] = [];
  let [start, rest, done] = [from, segment, 0];
  for (const t of crossings(from, segment, axis, bound)) {
    const [first, second] = halved(start, rest, (t - done) / (1 - done));
    pieces.push(first);
    [start, rest, done] = [[first[4]!, first[5]!], second, t];
  }
  return [...pieces, rest];
}

/** Where along a curve it crosses the edge, the ends left out. */
function crossings(from: readonly [number, number], segment: Segment, axis: 0 | 1, bound: number): number[] {
  const off = (t: number): number => on(from, segment, axis, t) - bound;
  const found: number[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    let [low, high] = [n / SAMPLES, (n + 1) / SAMPLES];
    if (off(low) * off(high) >= 0) continue;
    const isFalling = off(low) > 0;
    for (let k = 0; k < HALVINGS; k += 1) {
      const middle = (low + high) / 2;
      if (off(middle) > 0 === isFalling) low = middle;
      else high = middle;
    }
    found.push((low + high) / 2);
  }
  return found;
}

/** A curve in two, by de Casteljau. */
function halved(from: readonly [number, number], c: Segment, t: number): [Segment, Segment] {
  const between = (a: readonly number[], b: readonly number[]): [number, number] => [a[0]! + t * (b[0]! - a[0]!), a[1]! + t * (b[1]! - a[1]!)];
  const [p1, p2, p3] = [c.slice(0, 2), c.slice(2, 4), c.slice(4, 6)];
  const [a, b, d] = [between(from, p1), between(p1, p2), between(p2, p3)];
  const [ab, bd] = [between(a, b), between(b, d)];
  const middle = between(ab, bd);
  return [[...a, ...ab, ...middle], [...bd, ...d, ...p3]];
}
