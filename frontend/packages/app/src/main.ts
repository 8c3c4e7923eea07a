/** Starts the app: theme first, so that nothing flashes, then who is asking and in which language. */
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';
import '@fontsource/inter/latin-ext-400.css';
import '@fontsource/inter/latin-ext-600.css';
import 'virtual:themes.css';
import './style/app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { session } from './session.svelte.ts';
import { preferredLanguage, speaker } from './speaker.svelte.ts';
import { theme } from './theme.svelte.ts';

theme.apply();
await session.load();
await speaker.speak(session.me?.language ?? preferredLanguage());
mount(App, { target: document.getElementById('resa') as HTMLElement });
