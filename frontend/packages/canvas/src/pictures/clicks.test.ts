import assert from 'node:assert/strict';
import test from 'node:test';
import { flat, marksOf, type RectShape, type Scene } from '../scene.ts';
import { toSvg } from '../svg.ts';
import type { Answer, Row } from './answer.ts';
import { pictureOf } from './index.ts';

const answer = (rows: readonly Row[], notes: readonly string[] = []): Answer => ({
  what: 'clicks', per: 'customer', where: null, as_of: '2026-02-01T00:00:00+00:00', revision: 3,
  base: { customers: 90, journeys: null, interactions: 400, from: '2026-01-01T00:00:00+00:00', to: '2026-02-01T00:00:00+00:00' },
  measures: { clicks: { unit: 'count', variant: 'count' } }, rows, exact: true, notes,
});

const figures = { customers: 40, share: 0.5, share_interval: [0.4, 0.6], next: '(same page)', next_share: 0.6, goal_share: 0.2, leave_share: 0.1, rage: 0, dead: 0, dead_share: 0 };
const cell = (screen: string | null, area: string | null, clicks: number, more: Row = {}): Row => {
  const [column, down] = (area ?? '1,1').split(',').map(Number) as [number, number];
  const place = area === null ? { x: null, y: null } : { x: (column - 0.5) / 10, y: (down - 0.5) / 20 };
  return { page: '/cart', touchpoint: 'basket', screen, tall: 2, area, ...place, element: '#pay', ...figures, clicks, ...more };
};

const heat = answer([cell('desktop', '5,4', 60, { dead: 50, dead_share: 50 / 60, rage: 3 }), cell('desktop', '6,4', 20, { element: '#card', next: '(drop-off)' }), cell('phone', '2,10', 10), cell(null, null, 4, { element: '#help' })], ['4 of 94 clicks have no position on the page']);

const plain = (words: string): string => words.replaceAll('\u00a0', ' ');

function rects(scene: Scene): RectShape[] {
  return scene.blocks.flatMap((block) => [...flat(block.shapes)].filter((one): one is RectShape => one.kind === 'rect'));
}

test('each area is a mark, and all clicks of the answer are told', () => {
  const marks = new Map(marksOf(pictureOf(heat, { width: 1120, language: 'en' })).map((mark) => [mark.id, plain(mark.label)]));
  assert.match(marks.get('clicks:desktop:5,4')!, /^Computer, #pay: 60 clicks by 40 customers, 50\.0% \(40\.0–60\.0\) of those on the page; then the same page \(60%\); 50 in vain; 3 bursts of clicks; 20\.0% of visits/);
  assert.match(marks.get('clicks:spot:1')!, /^#pay: 70 clicks, 74\.5% of the page’s/);
  assert.match(marks.get('clicks:spot:2')!, /then nothing: the visit ends/);
  assert.equal(marks.get('clicks:more'), '4 clicks without a position');
});

test('a sheet is as much higher than wide as the page was, and areas lie inside it', () => {
  for (const width of [480, 700, 1120, 1600]) {
    const scene = pictureOf(heat, { width, language: 'sv' });
    const sheets = rects(scene).filter((one) => one.fill === 'raised');
    assert.equal(sheets.length, 2);
    for (const sheet of sheets) {
      assert.ok(Math.abs(sheet.h / sheet.w - 2) < 1e-6);
      assert.ok(sheet.x >= 0 && sheet.x + sheet.w <= width);
    }
    const inside = marksOf(scene).filter((mark) => /^clicks:(desktop|phone)/.test(mark.id));
    assert.ok(inside.every((mark) => sheets.some((sheet) => mark.x >= sheet.x - 0.01 && mark.x + mark.w <= sheet.x + sheet.w + 0.01)));
  }
});

test('heat differs in lightness, and clicks in vain by their shape', () => {
  const scene = pictureOf(heat, { width: 1120, language: 'en' });
  const fills = rects(scene).map((one) => one.fill);
  assert.ok(fills.includes('bad'));
  assert.ok(new Set(fills.filter((fill) => ['loopSoft', 'tint1', 'tint2', 'tint4', 'bank'].includes(String(fill)))).size >= 3);
  const said = plain(toSvg(scene, { theme: 'print' }));
  for (const words of ['Most clicked is #pay, with 70 of 94 clicks.', 'Nothing follows 71.4%', 'in vain']) assert.ok(said.includes(words), words);
});

test('elements and pages are ranked bars in the language of the reader', () => {
  const row = { page: '/cart', touchpoint: 'basket', element: '#pay', x: null, y: null, first_position: 2, last_position: 3, ...figures, clicks: 50 };
  const elements = plain(toSvg(pictureOf(answer([row, { ...row, element: null, clicks: 9, small_sample: true }]), { width: 800, language: 'nb' }), { theme: 'light' }));
  for (const words of ['Klikk per element på /cart', 'ingen elementer', 'deretter samme side (60 %)', 'Siden hører til basket.']) assert.ok(elements.includes(words), words);
  const { element: _, x: __, y: ___, ...page } = { ...row, placed: 40, elements: 3 };
  const pages = marksOf(pictureOf(answer([page]), { width: 800, language: 'da' })).map((mark) => plain(mark.label));
  assert.match(pages[0]!, /^\/cart: 50 klik af 40 kunder/);
});

test('notes of clicks are told in every language', () => {
  const said = toSvg(pictureOf(heat, { width: 1120, language: 'sv' }), { theme: 'light' }).replaceAll('\u00a0', ' ');
  assert.ok(said.includes('4 av 94 klick har ingen plats på sidan.'));
  const none = toSvg(pictureOf(answer([], ['no source tells where on a page people click; name x and y, or the element, under click in its spec']), { width: 700, language: 'en' }), { theme: 'light' });
  assert.ok(none.includes('Nobody is behind this answer'));
});

test('a picture of the page lies under the screen whose form it has, and stays to be seen', () => {
  const href = 'data:image/png;base64,iVBORw0KGgo=';
  const rows = [cell('desktop', '5,4', 60, { tall: 1.2 }), cell('phone', '2,10', 10, { tall: 2.4 })];
  const scene = pictureOf(answer(rows), { width: 1120, language: 'en', backdrop: { href, tall: 1.1 } });
  const images = scene.blocks.flatMap((block) => [...flat(block.shapes)].filter((one) => one.kind === 'image'));
  const sheets = rects(scene).filter((one) => one.fill === 'raised');
  assert.equal(images.length, 1);
  assert.ok(Math.abs(images[0]!.x - Math.max(...sheets.map((one) => one.x)) - 1) < 1e-6); // the computer's, which stands last
  assert.ok(toSvg(scene, { theme: 'light' }).includes(href));
});
