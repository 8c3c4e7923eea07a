/** What can be done on every page. */
import { commands, type Command } from './commands.svelte.ts';
import { isLetters } from './keys.ts';
import { router } from './router.svelte.ts';
import { routeOf } from './routes.ts';
import { session } from './session.svelte.ts';
import { speaker } from './speaker.svelte.ts';
import { LANGUAGES, LANGUAGE_NAMES } from './speech.ts';
import { theme } from './theme.svelte.ts';
import type { WordKey } from './words/index.ts';

const PLACES: readonly (readonly [WordKey, string, string])[] = [
  ['nav.maps', '/', 'g m'], ['nav.data', '/data', 'g d'], ['nav.plan', '/plan', 'g p'], ['nav.figures', '/figures', 'g f'], ['nav.questions', '/questions', 'g q'], ['nav.voices', '/voices', 'g v'], ['nav.personas', '/personas', 'g w'],
  ['data.sources', '/data/sources', ''], ['data.touchpoints', '/data/touchpoints', ''], ['data.goals', '/data/goals', ''], ['data.identity', '/data/identity', ''], ['data.customers', '/data/customers', ''],
  ['nav.people', '/people', ''], ['nav.settings', '/settings', ''],
]; // prettier-ignore
const FOR_EDITORS = new Set(['/data/identity', '/data/customers']);

export function shellCommands(): readonly Command[] {
  if (!session.isSignedIn) return [];
  const isTypedOn = routeOf(router.path).route.frame === 'whole';
  const offered = [...places(), ...deeds(), ...looks()];
  return isTypedOn ? offered.map(withoutLetters) : offered;
}

/** On a map one types wherever one stands: a letter must never lead to another page. */
function withoutLetters({ keys, ...command }: Command): Command {
  return keys && !isLetters(keys) ? { ...command, keys } : command;
}

function places(): Command[] {
  const group = speaker.say('commands.go');
  return PLACES.filter(([, to]) => session.mayEdit || !FOR_EDITORS.has(to))
    .map(([key, to, keys]) => ({ id: `go:${to}`, group, label: speaker.say(key), ...(keys ? { keys } : {}), run: () => router.go(to) }));
}

function deeds(): Command[] {
  const group = speaker.say('commands.do');
  const edits: Command[] = [
    { id: 'map.new', group, label: speaker.say('maps.new'), keys: 'n', run: () => router.go('/maps/new') },
    { id: 'data.import', group, label: speaker.say('drop.title'), run: () => router.go('/data') },
  ];
  return [
    ...(session.mayEdit ? edits : []),
    ...(session.isOwner ? [{ id: 'people.invite', group, label: speaker.say('people.invite'), run: () => router.go('/people?invite=1') }] : []),
    { id: 'help.keys', group, label: speaker.say('help.title'), keys: '?', run: () => (commands.isHelpOpen = true) },
    { id: 'session.end', group, label: speaker.say('me.sign_out'), run: () => void session.signOut() },
  ];
}

function looks(): Command[] {
  const group = speaker.say('settings.title');
  const themes = (['light', 'dark', 'system'] as const).map((one) => (
    { id: `theme.${one}`, group, label: `${speaker.say('settings.theme')}: ${speaker.say(`theme.${one}`)}`, run: () => theme.choose(one) }));
  const languages = LANGUAGES.map((one) => (
    { id: `language.${one}`, group, label: `${speaker.say('settings.language')}: ${LANGUAGE_NAMES[one]}`, run: () => void speaker.speak(one) }));
  return [...themes, ...languages];
}
