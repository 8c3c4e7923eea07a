/** Starts the app: theme first, so that nothing flashes; then who is asking, in which language, and the page, all at once. */
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';
import '@fontsource/inter/latin-ext-400.css';
import '@fontsource/inter/latin-ext-600.css';
import 'virtual:themes.css';
import './style/app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { router } from './router.svelte.ts';
import { routeOf } from './routes.ts';
import { session } from './session.svelte.ts';
import { speaker } from './speaker.svelte.ts';
import { theme } from './theme.svelte.ts';

theme.apply();
void routeOf(router.path).route.page().catch(() => undefined); // what fails here fails again, and is told, when it is shown
await Promise.all([session.load(), speaker.begin()]);
if (session.me?.language) await speaker.speak(session.me.language);
mount(App, { target: document.getElementById('resa') as HTMLElement });
