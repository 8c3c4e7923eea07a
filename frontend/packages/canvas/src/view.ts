/** How a map is to be looked at: what belongs to this reader and this window, never to the map. */
import type { ThemeName } from './theme.ts';

export type Language = 'en' | 'sv' | 'da' | 'nb';

export interface View {
  readonly width: number;
  readonly language: Language;
  readonly density: 'calm' | 'dense';
  readonly columnWidths: 'equal' | 'time';
  readonly theme: ThemeName;
  readonly medium: 'screen' | 'print' | 'phone';
  readonly unfolded: readonly string[]; // what the reader opened: "touchpoints", "pains:<stage>", "steps:<stage or step>" ...
  readonly isEditing?: boolean; // empty lanes keep a row to write into
  readonly counting?: 'figures' | 'findings'; // what is being counted just now and not there yet
  readonly heights?: Readonly<Record<string, number>>; // how high lanes were with their figures, by id
  readonly hasArrows?: boolean; // on paper: what leads from one card or step to another
  readonly cutAfter?: number; // paper is cut after this many stages: words keep clear of it
  readonly locale?: string; // the reader's own, for numbers and dates
}

export const DEFAULT_VIEW: View = {
  width: 1440,
  language: 'en',
  density: 'calm',
  columnWidths: 'equal',
  theme: 'light',
  medium: 'screen',
  unfolded: [],
};
