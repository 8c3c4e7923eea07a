/** What everything that speaks needs, without saying how it comes to its words. */
import type { Language } from './view.ts';

export type Params = Readonly<Record<string, string | number | null | undefined>>;

/** Everything a lane needs in order to speak. */
export interface Tongue {
  readonly language: Language;
  readonly locale: string;
  say(key: string, params?: Params): string;
  has(key: string): boolean;
  count(n: number): string;
  share(share: number): string;
  wholePercent(share: number): string;
  number(n: number, digits?: number): string;
  signed(n: number, digits?: number): string;
  duration(seconds: number): string;
  brief(seconds: number): string; // as short as a scale needs it
  date(iso: string): string;
  money(amount: number, currency: string): string;
  languageName(code: string): string; // "svenska" for "sv"
}
