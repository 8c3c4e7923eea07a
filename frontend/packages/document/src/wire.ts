/** The frames of the room protocol: the first byte says what follows. */
import type { PresenceFrame } from './presence.ts';

export type Message =
  | { readonly kind: 'state'; readonly vector: Uint8Array }
  | { readonly kind: 'update'; readonly number: number; readonly update: Uint8Array }
  | { readonly kind: 'saved'; readonly number: number }
  | { readonly kind: 'presence'; readonly presence: PresenceFrame }
  | { readonly kind: 'refused'; readonly code: string; readonly sentence: string; readonly number: number };

const KINDS = ['state', 'update', 'saved', 'presence', 'refused'] as const;

/** The bytes of a message. */
export function frameOf(message: Message): Uint8Array {
  const kind = KINDS.indexOf(message.kind);
  if (message.kind === 'state') return framed(kind, message.vector);
  if (message.kind === 'update') return framed(kind, bigEndian(message.number), message.update);
  if (message.kind === 'saved') return framed(kind, bigEndian(message.number));
  if (message.kind === 'presence') return framed(kind, written(message.presence));
  return framed(kind, written({ code: message.code, sentence: message.sentence, number: message.number }));
}

/** The message in these bytes, null where they say nothing that is known. */
export function messageOf(frame: Uint8Array): Message | null {
  const [kind, rest] = [KINDS[frame[0] ?? -1], frame.subarray(1)];
  if (kind === 'state') return { kind, vector: rest };
  if (kind === 'update' && rest.length >= 4) return { kind, number: numberIn(rest), update: rest.subarray(4) };
  if (kind === 'saved' && rest.length >= 4) return { kind, number: numberIn(rest) };
  if (kind !== 'presence' && kind !== 'refused') return null;
  const found = parsed(rest);
  if (!found) return null;
  if (kind === 'presence') return { kind, presence: found };
  return { kind, code: String(found.code), sentence: String(found.sentence), number: Number(found.number) };
}

function framed(kind: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const frame = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  frame[0] = kind;
  let at = 1;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

function bigEndian(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

function numberIn(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
}

function written(content: PresenceFrame): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content));
}

function parsed(bytes: Uint8Array): PresenceFrame | null {
  try {
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as PresenceFrame) : null;
  } catch {
    return null; // a frame that is no JSON says nothing
  }
}
