/** The sheet that a workshop fills in, and a file as it is sent. */
interface Claimable {
  readonly id: string;
  readonly levels: readonly string[];
}

/** A sheet with an example of each kind of row, out of what can be claimed here. */
export function template(traits: readonly Claimable[]): string {
  const chosen = ['channel:', 'orders', 'profile:'].map((kind) => traits.find((one) => one.id.startsWith(kind))).filter((one) => one !== undefined);
  const rows = [['persona', 'trait', 'level'], ...chosen.map((one) => ['Maja', one.id, one.levels.at(-1) ?? ''])];
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The bytes of a file in base64. */
export async function inBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const PIECE = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
