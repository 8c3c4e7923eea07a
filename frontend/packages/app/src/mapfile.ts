/** A file that somebody drops as a new map, as the server takes it: workbooks by their bytes, all others by their text. */
export interface MapFile {
  readonly file: string;
  readonly content?: string;
  readonly packed?: string; // the bytes in base 64
}

const WORKBOOK = /\.xls[xm]?$/i;
const PIECE = 0x8000; // more arguments than a call may have would be lost

export async function asMapFile(file: File): Promise<MapFile> {
  if (!WORKBOOK.test(file.name)) return { file: file.name, content: await file.text() };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = '';
  for (let at = 0; at < bytes.length; at += PIECE) letters += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return { file: file.name, packed: btoa(letters) };
}
