/** What a persona shows besides its words: its share of the customers, and its traits as lines. */
import { figureText, halfWidth } from '../../../../canvas/src/index.ts';
import type { Content } from '../../../../document/src/index.ts';
import { speaker } from '../../speaker.svelte.ts';
import type { MapSession } from '../session.svelte.ts';
import { voice } from './about.ts';

/** "12.4 % ±0.4 of the customers", empty where no segment finds them. */
export function shareOf(session: MapSession, id: string): string {
  const share = session.resolved.personas.find((one) => one.id === id)?.share;
  return share ? speaker.sayAny('persona.share', { share: `${figureText(voice(), share)} ${halfWidth(voice(), share)}`.trim() }) : '';
}

/** Traits as one writes them: a line each, "age: 30 to 45". */
export function traitLines(traits: Content): string {
  if (traits === null || typeof traits !== 'object' || Array.isArray(traits)) return '';
  return Object.entries(traits).map(([name, content]) => (content === true || content === '' ? name : `${name}: ${Array.isArray(content) ? content.join(', ') : String(content)}`)).join('\n');
}

/** Lines as traits; what has no colon is a trait by itself. */
export function traitsIn(text: string): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(text.split('\n').map((line) => line.trim()).filter(Boolean).map((line): [string, string | boolean] => {
    const at = line.indexOf(':');
    return at < 1 ? [line, true] : [line.slice(0, at).trim(), line.slice(at + 1).trim() || true];
  }));
}
