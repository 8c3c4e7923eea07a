/**
 * Builds what Python carries: page.js and page.css for the written page, canvas.js and fonts.css for drawing without
 * a browser, pictures.json with what has a picture, filewords.js with what files of rows call their columns, and the
 * typeface as font files for pictures and PDF.
 *
 * Fonts go into the style sheets as data, so that a page asks nobody for anything. Usage: node bundle.mjs OUT
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { sfntOf } from './sfnt.mjs';

const here = (path) => new URL(path, import.meta.url);
const out = process.argv[2] ?? here('../../src/resa/mapping/export/bundle').pathname;
const packages = here('../packages/').pathname;
const banner = { js: '/* Resa, Apache-2.0. Icons partly from Lucide (lucide.dev), ISC License, Copyright (c) Lucide Contributors. */' };
/** Pictures of answers change nothing when they are only loaded: what draws none leaves them out. */
const leftOut = {
  name: 'pictures',
  setup: (built) => built.onResolve({ filter: /\/pictures\/[a-z]+\.ts$/ }, ({ path, resolveDir }) => ({ path: resolve(resolveDir, path), sideEffects: false })),
};
const shared = { bundle: true, minify: true, target: 'es2022', charset: 'utf8', legalComments: 'none', write: false, logLevel: 'warning', plugins: [leftOut] };

async function bundled(entry, options) {
  const { outputFiles } = await build({ ...shared, entryPoints: [join(packages, entry)], ...options });
  return outputFiles[0].text;
}

function fontFaces() {
  return [400, 600].map((weight) => {
    const file = readFileSync(here(`../node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff2`));
    return `@font-face{font-family:Inter;font-weight:${weight};font-display:block;src:url(data:font/woff2;base64,${file.toString('base64')}) format('woff2')}`;
  }).join('');
}

/** The canvas's themes as custom properties, so that there is one list of colours. */
async function themeRules() {
  const source = await bundled('canvas/src/theme.ts', { format: 'esm' });
  const { THEMES } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);
  const rules = (colours) => Object.entries(colours).map(([name, colour]) => `--${name}:${colour}`).join(';');
  return Object.entries(THEMES).map(([name, colours]) => `${name === 'light' ? ':root,' : ''}[data-theme=${name}]{${rules(colours)};color-scheme:${name === 'dark' ? 'dark' : 'light'}}`).join('');
}

/** Which questions' answers have a picture, for hosts that ask before they draw. */
async function pictured() {
  const source = await bundled('canvas/src/pictures/index.ts', { format: 'esm' });
  const { PICTURES } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);
  return Object.keys(PICTURES).sort();
}

/** The typeface for hosts that read font files only; beyond Latin letters, those of neighbouring languages. */
function writeFontFiles(folder) {
  mkdirSync(folder, { recursive: true });
  const families = [['latin', 'Inter'], ['latin-ext', 'Inter Latin'], ['greek', 'Inter Greek'], ['cyrillic', 'Inter Cyrillic']];
  families.forEach(([letters, family], n) => {
    for (const weight of [400, 600]) {
      const woff = readFileSync(here(`../node_modules/@fontsource/inter/files/inter-${letters}-${weight}-normal.woff`));
      const copyright = licence.split('\n', 1)[0];
      writeFileSync(join(folder, `${n + 1}-${letters}-${weight}.ttf`), sfntOf(woff, { family, weight, copyright }));
    }
  });
}

const style = await bundled('ui/src/page.css', { loader: { '.css': 'css' } });
const licence = readFileSync(here('../node_modules/@fontsource/inter/LICENSE'), 'utf8');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'fonts.css'), fontFaces());
writeFileSync(join(out, 'page.js'), await bundled('ui/src/page.ts', { format: 'iife', banner }));
writeFileSync(join(out, 'canvas.js'), await bundled('ui/src/drawing.ts', { format: 'iife', globalName: 'canvas', banner }));
writeFileSync(join(out, 'filewords.js'), await bundled('app/src/questions/filewords.ts', { format: 'iife', globalName: 'filewords', banner }));
writeFileSync(join(out, 'pictures.json'), JSON.stringify(await pictured()));
writeFileSync(join(out, 'page.css'), `/* Inter: Copyright The Inter Project Authors, SIL Open Font License 1.1, see INTER-LICENSE */${fontFaces()}${await themeRules()}${style}`);
writeFileSync(join(out, 'INTER-LICENSE'), licence);
writeFontFiles(join(out, 'fonts'));
