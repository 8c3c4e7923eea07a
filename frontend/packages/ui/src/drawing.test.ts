import assert from 'node:assert/strict';
import test from 'node:test';
import { answerOf } from '../../canvas/samples/answers.ts';
import { SAMPLES } from '../../canvas/samples/maps.ts';
import { answerNotes, answerSlides, DEFAULT_VIEW, drawAnswer, drawFirst, drawPages, findingsOf, mapSlides, spoken, titlesOf, wordsOf } from './drawing.ts';

const FONTS = '@font-face{font-family:Inter;src:url(data:font/woff2;base64,AA==)}';
const MAP = Object.values(SAMPLES).map((made) => made()).find((map) => map.pains.length > 0)!;
const PAGE = JSON.stringify({ language: 'sv', views: [{ map: MAP }] });
const VIEW = JSON.stringify({ ...DEFAULT_VIEW, medium: 'print', theme: 'print' });
const ANSWER = JSON.stringify(answerOf('channels', [{ channel: 'web', interactions: 9, customers: 7, share: 0.7 }]));

/** One thing said in English. */
function said(what: Parameters<typeof spoken>[1], ...given: unknown[]): string {
  return spoken('en', what, JSON.stringify(given));
}

test('the first map of a page is drawn, with the typeface where it comes along', () => {
  assert.ok(drawFirst(PAGE, VIEW, FONTS).includes(FONTS));
  assert.ok(!drawFirst(PAGE, VIEW, '').includes('@font-face'));
});

test('a map is cut into pages, and into slides that say what it rests on', () => {
  const pages = JSON.parse(drawPages(PAGE, VIEW, JSON.stringify({ width: 900, height: 600 }))) as string[];
  assert.ok(pages.length > 1 && pages.every((page) => page.startsWith('<svg')));
  const { slides, rests } = JSON.parse(mapSlides(PAGE, VIEW, JSON.stringify({ width: 1280, height: 700 }))) as { slides: unknown[]; rests: string[] };
  assert.ok(slides.length > 0 && rests.length > 0);
});

test('on a page of others an answer brings its typeface under a name of its own', () => {
  const drawn = (ids: string): string => drawAnswer(ANSWER, JSON.stringify({ width: 800, language: 'en', theme: 'light', ids }), FONTS);
  assert.ok(drawn('').includes('font-family="Inter,') && drawn('').includes("font-family:'Inter'"));
  assert.ok(drawn('a').includes('font-family="Resa Inter,') && drawn('a').includes("font-family:'Resa Inter'"));
});

test('an answer is slides too', () => {
  const slides = JSON.parse(answerSlides(ANSWER, JSON.stringify({ width: 1224, language: 'en', theme: 'light' }), JSON.stringify({ width: 1224, height: 664 }))) as unknown[];
  assert.equal(slides.length, 1);
});

test('figures and names are said as the map says them', () => {
  assert.equal(said('say', '{n:count|customer|customers}', { n: 1204 }), '1,204\u00a0customers');
  assert.equal(said('unit', 0.135, 'share'), '13.5%');
  assert.equal(said('channel', 'web'), 'Website');
  assert.equal(said('lastDay', '2026-02-01T00:00:00Z').slice(0, 10), '2026-01-31');
  assert.equal(said('part', { touchpoints: [] }, 'hour', '7'), '07:00–07:59');
  assert.equal(said('way', { touchpoints: [{ id: 'a', name: 'Cart', channel: 'web' }, { id: 'b', name: 'Desk', channel: 'web' }] }, ['a', 'b']), 'Cart › Desk');
});

test('findings have one title, in the language of whoever asks', () => {
  const titles = JSON.parse(titlesOf(PAGE)) as Record<string, string>;
  const swedish = JSON.parse(wordsOf(JSON.stringify(MAP.pains), 'sv')) as string[];
  assert.deepEqual(Object.keys(titles), MAP.pains.map(({ id }) => id));
  assert.deepEqual(Object.values(titles), swedish);
  const told = JSON.parse(findingsOf('sv', JSON.stringify(MAP))) as { title: string; sentence: string }[];
  assert.deepEqual(told.map(({ title }) => title), swedish);
});

test('notes are said in the language', () => {
  assert.deepEqual(JSON.parse(answerNotes(JSON.stringify(['nobody knows this note']), 'da')), ['nobody knows this note']);
});
