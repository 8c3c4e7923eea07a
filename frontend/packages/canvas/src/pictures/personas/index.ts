/** The personas side by side, largest first; one alone with everything that is known of it. */
import { circle, group, line, rect, type Shape } from '../../scene.ts';
import { isSmall } from '../answer.ts';
import type { Asked, Drawing, Kinds, Sign } from '../frame.ts';
import { head, parts, type Part } from './card.ts';
import { personasOf, type Persona } from './rows.ts';
import { sheet } from './sheet.ts';

const LEAST_CARD = 300;
const MOST_ACROSS = 4;
const GAP = 40;
const ROW_GAP = 32;
const WHOLE = 24; // an answer with so many rows about one persona is that persona in full

function personasPicture(of: Asked): Drawing {
  const { answer, speaker, view } = of;
  const found = personasOf(answer, view.language);
  const isClaimed = found.length === 1 && found[0]!.size['provenance'] === 'asserted';
  const isWhole = found.length === 1 && (isClaimed || answer.rows.length > WHOLE);
  const body = isWhole ? sheet(of, found[0]!, { ...columns(of, 3), gap: GAP }) : sideBySide(of, found);
  const says = isClaimed ? speaker.say('persona.says.workshop') : isWhole ? speaker.say('persona.says.one') : speaker.say('persona.says', { n: found.length });
  const empty = { words: speaker.say('persona.none'), next: speaker.say('persona.none.next') };
  return { title: isWhole ? found[0]!.name : speaker.say('persona.title'), says, shapes: body.shapes, height: body.height, legend: legend(of), empty, isTitled: isWhole };
}

/** As many cards across as fit; those of a row begin at one height. */
function sideBySide(of: Asked, personas: readonly Persona[]): Part {
  const { left, width, across } = columns(of, personas.length);
  const shapes: Shape[] = [];
  let y = 8;
  for (let first = 0; first < personas.length; first += across) {
    const cards = personas.slice(first, first + across).map((persona, at) => card(of, persona, { x: left + at * (width + GAP), y, room: width }));
    shapes.push(...cards.flatMap((one) => one.shapes));
    y += Math.max(...cards.map((one) => one.height)) + ROW_GAP;
  }
  return { shapes, height: y };
}

function card(of: Asked, persona: Persona, { x, y, room }: { x: number; y: number; room: number }): Part {
  const top = head(of, persona, { x, y, room });
  const shapes: Shape[] = [...top.shapes];
  let height = top.height;
  for (const draw of parts(of, persona, false)) {
    const part = draw(x, room);
    shapes.push(group(part.shapes, { y: y + height }));
    height += part.height;
  }
  return { shapes, height };
}

function columns({ left, room }: Asked, most: number): { left: number; width: number; across: number } {
  const across = Math.max(1, Math.min(MOST_ACROSS, Math.max(1, most), Math.floor((room + GAP) / (LEAST_CARD + GAP))));
  const even = most > across && most % across === 1 && across > 2 && most % (across - 1) === 0 ? across - 1 : across;
  return { left, width: (room - GAP * (even - 1)) / even, across: even };
}

function legend({ speaker, answer }: Asked): Sign[] {
  const isAsserted = answer.rows.some((row) => row['provenance'] === 'asserted');
  return [
    { words: speaker.say('persona.legend.share'), sign: (x, y) => rect(x - 6, y - 2.5, 13, 5, { fill: 'tint2' }) },
    { words: speaker.say('persona.legend.others'), sign: (x, y) => line(x, y - 5, x, y + 5, 'ink1', 1.5) },
    { words: speaker.say('picture.interval'), sign: (x, y) => line(x - 6, y, x + 7, y, 'bank', 1.5) },
    ...(answer.rows.some(isSmall) ? [{ words: speaker.say('picture.small'), sign: (x: number, y: number) => rect(x - 6, y - 2.5, 13, 5, { fill: 'paper', stroke: 'rule2', width: 1 }) }] : []),
    ...(isAsserted ? [{ words: speaker.say('persona.legend.asserted'), sign: (x: number, y: number) => circle(x, y, 3, { fill: 'paper', stroke: 'bank', width: 1.4 }) }] : []),
  ];
}

export const PEOPLE: Kinds = { personas: personasPicture };
