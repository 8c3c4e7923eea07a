/** What belongs to this reader and this window; nothing of it is saved in the map. */
import type { MapPage } from '../../generated/resolvedmap.ts';
import type { Language } from '../../canvas/src/index.ts';

export interface State {
  readonly view: number;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly density: 'calm' | 'dense';
  readonly columnWidths: 'equal' | 'time';
  readonly unfolded: readonly string[];
  readonly open: string | null; // the mark whose evidence is shown
  readonly focus: string | null; // what shall have the focus after drawing: a mark's id, or kind:name of a control
  readonly help: boolean;
}

const LANGUAGES: readonly string[] = ['en', 'sv', 'da', 'nb'];

/** The first state: what the page was written with, what the address asks for, what the system prefers. */
export function firstState(page: MapPage, address: string, prefersDark: boolean): State {
  const asked = new URLSearchParams(address.replace(/^#/, ''));
  const language = asked.get('lang') ?? page.language;
  const view = page.views.findIndex((entry) => entry.id === asked.get('view'));
  const theme = asked.get('theme');
  return {
    view: Math.max(0, view),
    language: (LANGUAGES.includes(language) ? language : 'en') as Language,
    theme: theme === 'dark' || theme === 'light' ? theme : prefersDark ? 'dark' : 'light',
    density: asked.get('density') === 'dense' ? 'dense' : 'calm',
    columnWidths: asked.get('widths') === 'time' ? 'time' : 'equal',
    unfolded: asked.get('unfold')?.split(',') ?? [],
    open: asked.get('open'),
    focus: null,
    help: false,
  };
}
