/** A row of an answer, and the voice that reads it out: figures and places as the reader writes them. */
export type AnswerRow = Readonly<Record<string, unknown>>;

export interface Voice {
  say(key: string): string;
  has(key: string): boolean;
  figure(value: number | null, unit: string): string;
  half(figure: { value: number | null; interval: readonly [number, number] | null; n: null; unit: string }): string;
  place(name: string): string; // a touchpoint, channel or stage, as the reader calls it
  month(text: string): string; // "2026-03"
  day?(text: string): string; // "2026-03-31"
  readonly language?: string; // which of several names is meant
}
