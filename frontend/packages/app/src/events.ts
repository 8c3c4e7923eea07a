/** Server-sent events, read from a body that may break anywhere. */
export interface Told {
  readonly name: string;
  readonly content: unknown;
}

/** Returns the events that are complete in the text, and what is left to wait for. */
export function eventsIn(text: string): { told: Told[]; rest: string } {
  const pieces = text.replace(/\r\n?/g, '\n').split('\n\n');
  const rest = pieces.pop() ?? '';
  return { told: pieces.map(event).filter((one) => one !== null), rest };
}

function event(piece: string): Told | null {
  let name = 'message';
  const lines: string[] = [];
  for (const line of piece.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) lines.push(line.slice(5).replace(/^ /, ''));
  }
  if (!lines.length) return null;
  return { name, content: parsed(lines.join('\n')) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
