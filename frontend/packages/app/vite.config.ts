/**
 * Builds the app into `src/resa/web/static`, and serves it beside a running `resa serve` while it is worked on.
 *
 * The page's policy allows no inline script or style and no evaluated code, so nothing is inlined.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { THEMES } from '../canvas/src/theme.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['RESA_SERVER'] ?? 'http://127.0.0.1:8000';

/** The canvas's themes as custom properties, so that there is one list of colours. */
function themes(): Plugin {
  const name = 'virtual:themes.css';
  return { name: 'themes', resolveId: (id) => (id === name ? `\0${name}` : null), load: (id) => (id === `\0${name}` ? themeRules() : null) };
}

function themeRules(): string {
  const rules = (theme: keyof typeof THEMES): string =>
    `${Object.entries(THEMES[theme]).map(([key, colour]) => `--${key}:${colour}`).join(';')};color-scheme:${theme === 'dark' ? 'dark' : 'light'}`;
  return `:root{${rules('light')}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${rules('dark')}}}
:root[data-theme=dark]{${rules('dark')}}
@media print{:root,:root[data-theme]{${rules('print')}}}`;
}

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), themes()],
  server: { proxy: { '/api': { target: server, ws: true }, '/shared': server } },
  build: {
    outDir: process.env['RESA_STATIC'] ?? here('../../../src/resa/web/static'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    license: { fileName: 'licences.md' }, // whose work the app carries
    // Few files, for each is a turn on the way to a map that can be written in: what every page needs, what pages share, what maps share, what draws answers.
    rolldownOptions: { output: { codeSplitting: { groups: [
      { name: 'shell', tags: ['$initial'], priority: 3 },
      { name: 'parts', test: /app[\\/]src[\\/](parts[\\/]|[^\\/]+$)/, minShareCount: 3, priority: 2, includeDependenciesRecursively: false },
      { name: 'mapping', test: /app[\\/]src[\\/]map[\\/]|packages[\\/]ui[\\/]src/, minShareCount: 2, priority: 1, includeDependenciesRecursively: false },
      { name: 'pictures', test: /canvas[\\/]src[\\/]pictures[\\/]/, includeDependenciesRecursively: false },
      { name: 'document', test: /packages[\\/]document[\\/]src/, minShareCount: 2, includeDependenciesRecursively: false },
    ] } } },
  },
});
