/** One persona on a sheet to show: face, name, size and its words across, below them all that is known in columns. */
import { portrait } from '../../portrait.ts';
import { group, line, rect, type Shape } from '../../scene.ts';
import { paragraph } from '../../text.ts';
import { countOf, isSmall, nameOf, rangeOf } from '../answer.ts';
import type { Asked } from '../frame.ts';
import { shareWords } from '../names.ts';
import { ages, parts, quote, type Part } from './card.ts';
import { of, type Persona } from './rows.ts';

const FACE = 96;
const LEAST_BESIDE = 720; // from this room on the words stand beside the name
const BESIDE = 0.4;
const GAP = 24;
const APART = 8;

interface Columns {
  readonly left: number;
  readonly width: number;
  readonly across: number;
  readonly gap: number;
}

/** The head across, below it the parts in columns that end at about one height. */
export function sheet(of: Asked, persona: Persona, { left, width, across, gap }: Columns): Part {
  const top = head(of, persona, 8);
  const shapes: Shape[] = [...top.shapes];
  const drawn = parts(of, persona, true);
  const columns = spread(drawn.map((draw) => draw(left, width).height + APART), across);
  const bottoms = columns.map((places, column) => places.reduce((y, place) => {
    const part = drawn[place]!(left + column * (width + gap), width);
    shapes.push(group(part.shapes, { y }));
    return y + part.height + APART;
  }, 8 + top.height));
  return { shapes, height: Math.max(...bottoms) + 8 };
}

/** Which parts stand in which column: the first in the first, of the others the tallest first where most room is left. */
function spread(heights: readonly number[], across: number): readonly (readonly number[])[] {
  const columns = Array.from({ length: across }, (): number[] => []);
  const ends = columns.map(() => 0);
  const [first, ...rest] = heights.map((_, place) => place);
  for (const place of [...(first === undefined ? [] : [first]), ...rest.toSorted((one, other) => heights[other]! - heights[one]!)]) {
    const column = ends.indexOf(Math.min(...ends));
    columns[column]!.push(place);
    ends[column]! += heights[place]!;
  }
  return columns.map((places) => places.toSorted((one, other) => one - other));
}

/** A rule as long as its share, the face, what it is called and how many it is; what stands for it beside or below. */
function head(asked: Asked, persona: Persona, y: number): Part {
  const { left, room, speaker } = asked;
  const { size } = persona;
  const isWide = room >= LEAST_BESIDE;
  const own = isWide ? room * (1 - BESIDE) - GAP : room;
  const at = left + FACE + GAP;
  const name = paragraph(at, y + 46, persona.name, { size: isWide ? 28 : 18, weight: 600, room: own - FACE - GAP, most: 3, leading: isWide ? 34 : 24 });
  const below = aboutIt(asked, persona, { x: at, y: name.at(-1)!.y + 6, room: own - FACE - GAP });
  const bottom = Math.max(y + 20 + FACE, below.height) + 8;
  const said = of(persona, 'quote').slice(0, 1).map((row) => (isWide ? quote(asked, row, { x: left + room - room * BESIDE, y: y + 26, room: room * BESIDE, isLarge: true }) : quote(asked, row, { x: left, y: bottom, room, isLarge: true })));
  const end = said.reduce((low, part) => Math.max(low, (isWide ? y + 26 : bottom) + part.height), bottom) + 12;
  const shapes = [
    line(left, y, left + room, y, 'rule'),
    rect(left, y - 1, Math.max(2, room * Math.min(1, countOf(size, 'share'))), 3, { fill: isSmall(size) ? 'rule2' : 'bank' }),
    portrait(persona.id, {}, { x: left, y: y + 20, size: FACE }),
    ...name, ...below.shapes, ...said.flatMap((part) => part.shapes),
  ];
  const label = speaker.say('persona.label', { name: persona.name, n: countOf(size, 'customers'), share: countOf(size, 'share') });
  return { shapes: [group(shapes, { mark: { id: `persona:${persona.id}`, lane: 'personas', label, x: left, y: y - 1, w: room, h: end - y } })], height: end - y };
}

/** How many it is, how old, what it does, and who says so where that is no finding; `height` is where it ends. */
function aboutIt({ speaker }: Asked, persona: Persona, { x, y, room }: { x: number; y: number; room: number }): Part {
  const { size } = persona;
  const share = shareWords(speaker, countOf(size, 'share'), rangeOf(size, 'share'));
  const told = [
    speaker.say('persona.size.whole', { n: countOf(size, 'customers'), share }),
    ...of(persona, 'age').slice(0, 1).map((row) => ages(speaker, row)),
    ...of(persona, 'occupation').filter((row) => row['provenance'] === 'asserted').map((row) => nameOf(row, 'text') ?? ''),
    ...(size['provenance'] === 'asserted' ? [speaker.say('persona.workshop')] : []),
  ];
  let end = y;
  const shapes = told.flatMap((words) => {
    const lines = paragraph(x, end + 18, words, { size: 14, fill: 'ink2', room, most: 3, leading: 19 });
    end = lines.at(-1)!.y + 2;
    return lines;
  });
  return { shapes, height: end + 4 };
}
