/** Every page and its address; each page is loaded when somebody opens it. */
import type { Component } from 'svelte';
import { match, type Params } from './match.ts';
import type { WordKey } from './words/index.ts';

export interface Route {
  readonly pattern: string;
  readonly title: WordKey;
  readonly frame: 'page' | 'whole' | 'open'; // with margins; all the room below the bar; for those who are not signed in
  // eslint-disable-next-line -- pages take only what stands in their address
  readonly page: () => Promise<{ readonly default: Component<any> }>; // a page's properties are the places of its pattern
}

export const ROUTES: readonly Route[] = [
  { pattern: '/', title: 'nav.maps', frame: 'page', page: () => import('./pages/Home.svelte') },
  { pattern: '/maps/new', title: 'maps.new', frame: 'page', page: () => import('./pages/NewMap.svelte') },
  { pattern: '/maps/:id', title: 'nav.maps', frame: 'whole', page: () => import('./map/MapPage.svelte') },
  { pattern: '/data', title: 'nav.data', frame: 'page', page: () => import('./pages/data/Data.svelte') },
  { pattern: '/data/:part', title: 'nav.data', frame: 'page', page: () => import('./pages/data/Data.svelte') },
  { pattern: '/plan', title: 'nav.plan', frame: 'page', page: () => import('./pages/Plan.svelte') },
  { pattern: '/figures', title: 'nav.figures', frame: 'page', page: () => import('./pages/Figures.svelte') },
  { pattern: '/questions', title: 'nav.questions', frame: 'page', page: () => import('./questions/Questions.svelte') },
  { pattern: '/questions/:what', title: 'nav.questions', frame: 'page', page: () => import('./questions/Questions.svelte') },
  { pattern: '/personas', title: 'nav.personas', frame: 'page', page: () => import('./personas/Personas.svelte') },
  { pattern: '/personas/:id', title: 'nav.personas', frame: 'page', page: () => import('./personas/Personas.svelte') },
  { pattern: '/voices', title: 'nav.voices', frame: 'page', page: () => import('./voices/Voices.svelte') },
  { pattern: '/people', title: 'nav.people', frame: 'page', page: () => import('./pages/People.svelte') },
  { pattern: '/settings', title: 'nav.settings', frame: 'page', page: () => import('./pages/Settings.svelte') },
  { pattern: '/shared/:token', title: 'nav.maps', frame: 'open', page: () => import('./map/views/SharedMap.svelte') },
  { pattern: '/embed/:token', title: 'nav.maps', frame: 'open', page: () => import('./map/views/SharedMap.svelte') },
  { pattern: '/invitation/:token', title: 'invitation.title', frame: 'open', page: () => import('./pages/Invitation.svelte') },
];

export const SIGN_IN: Route = { pattern: '', title: 'signin.title', frame: 'open', page: () => import('./pages/SignIn.svelte') };
export const FIRST_START: Route = { pattern: '', title: 'setup.title', frame: 'open', page: () => import('./pages/FirstStart.svelte') };
export const NOWHERE: Route = { pattern: '', title: 'nowhere.title', frame: 'page', page: () => import('./pages/Nowhere.svelte') };

export function routeOf(path: string): { readonly route: Route; readonly params: Params } {
  for (const route of ROUTES) {
    const params = match(route.pattern, path);
    if (params) return { route, params };
  }
  return { route: NOWHERE, params: {} };
}
