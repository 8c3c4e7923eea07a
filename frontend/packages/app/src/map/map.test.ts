import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_VIEW, layout } from '../../../canvas/src/index.ts';
import { arranged, mapOf, recordOf, type JourneyMap } from '../../../document/src/index.ts';
import { LANGUAGES } from '../speech.ts';
import { MAP_WORDS } from '../words/map/index.ts';
import { filterOf, isFiltered, lastMonths } from './filter.ts';
import { cardLanding, laneLanding, levelLanding, spanLanding, stageLanding } from './landing.ts';
import { nextZoom } from './look.ts';
import { seenOf } from './presence.ts';
import { boxAt, cellAt, marksWithin, sheetOf, type Sheet } from './sheet.ts';
import { newPlace, wordsPlace } from './textplace.ts';
import { afterWriting, between, cursorOn, walked, type Cursor, type Way } from './walking.ts';

/** Two stages, a lane of actions with two cards in the first, a line, an empty lane of pains. */
const MAP: JourneyMap = mapOf([
  recordOf('map', 'map', { title: 'Two' }),
  recordOf('stage:a', 'stage', { name: 'A', position: 0 }),
  recordOf('stage:b', 'stage', { name: 'B', position: 1 }),
  recordOf('lane:do', 'lane', { shows: 'customer_action', position: 0 }),
  recordOf('lane:line', 'lane', { shows: 'line_of_visibility', position: 1 }),
  recordOf('lane:pain', 'lane', { shows: 'pain', position: 2 }),
  recordOf('lane:feel', 'lane', { shows: 'emotion', position: 3 }),
  recordOf('card:1', 'card', { lane: 'lane:do', stage: 'stage:a', text: 'First', position: 0 }),
  recordOf('card:2', 'card', { lane: 'lane:do', stage: 'stage:a', text: 'Second', position: 1 }),
  recordOf('card:3', 'card', { lane: 'lane:do', stage: 'stage:b', text: 'Third', position: 0 }),
  recordOf('cell:p', 'cell', { lane: 'lane:feel', stage: 'stage:a', level: 1 }),
]);
const SCENE = layout(arranged({ map: MAP }), { ...DEFAULT_VIEW, isEditing: true });
const SHEET: Sheet = sheetOf(SCENE);

function walk(from: string, ...ways: Way[]): string {
  let at: Cursor | null = cursorOn(SHEET, from);
  for (const way of ways) at = walked(SHEET, at, way);
  return at?.mark ?? at?.place ?? 'nowhere';
}

test('after words are written Enter never stands on a card that the next letter would write over', () => {
  const after = (mark: string, isNew: boolean): Cursor => afterWriting(SHEET, cursorOn(SHEET, mark) as Cursor, { isNew });
  assert.deepEqual(after('card:1', false), { place: 'lane:do|a|', mark: 'card:2' });
  assert.deepEqual(after('card:1', true), { place: 'lane:do|a|', mark: null });
  assert.deepEqual(after('card:2', true), { place: 'lane:pain|a|', mark: null });
  const lone = sheetOf(layout(arranged({ map: mapOf([...MAP.records.values()].filter((one) => !['lane:pain', 'lane:feel', 'cell:p'].includes(one.id))) }), { ...DEFAULT_VIEW, isEditing: true }));
  const free = afterWriting(lone, cursorOn(lone, 'card:3') as Cursor, { isNew: false });
  assert.deepEqual(free, { place: 'lane:do|b|', mark: null });
  const [above, room] = [boxAt(lone, { place: 'lane:do|b|', mark: 'card:3' }), boxAt(lone, free)];
  assert.ok(above && room && room.y >= above.y + above.h && room.h > 20);
  assert.deepEqual(walked(lone, free, 'up'), { place: 'lane:do|b|', mark: 'card:3' });
});

test('arrows walk from card to card, cell to cell, over lines, to heads and names', () => {
  assert.equal(walk('card:1', 'down'), 'card:2');
  assert.equal(walk('card:2', 'down'), 'lane:pain|a|');
  assert.equal(walk('card:2', 'down', 'right'), 'lane:pain|b|');
  assert.equal(walk('card:2', 'down', 'up'), 'card:2');
  assert.equal(walk('card:1', 'up'), 'stage:a');
  assert.equal(walk('card:1', 'up', 'right'), 'stage:b');
  assert.equal(walk('stage:b', 'down'), 'card:3');
  assert.equal(walk('card:1', 'left'), 'lane:do');
  assert.equal(walk('card:1', 'left', 'down'), 'lane:line');
  assert.equal(walk('card:1', 'end'), 'card:3');
  assert.equal(walk('card:3', 'right'), 'nowhere');
});

test('what lies between two cells is selected row by row', () => {
  assert.deepEqual(between(SHEET, cursorOn(SHEET, 'card:1') as Cursor, cursorOn(SHEET, 'card:3') as Cursor), ['card:1', 'card:2', 'card:3']);
  assert.deepEqual(between(SHEET, cursorOn(SHEET, 'card:1') as Cursor, cursorOn(SHEET, 'card:2') as Cursor), ['card:1', 'card:2']);
  assert.deepEqual(between(SHEET, cursorOn(SHEET, 'stage:a') as Cursor, cursorOn(SHEET, 'stage:b') as Cursor), ['stage:a', 'stage:b']);
});

test('a point finds its cell, a box its cards', () => {
  const mark = SHEET.marks.get('card:3');
  assert.ok(mark);
  assert.equal(cellAt(SHEET, { x: mark.x + 40, y: mark.y + 5 })?.id, 'lane:do|b|');
  assert.deepEqual(marksWithin(SHEET, mark).filter((id) => id.startsWith('card')), ['card:3']);
});

test('a card lands between cards, in an empty cell, and nowhere it can not stand', () => {
  const [first, second] = [SHEET.marks.get('card:1'), SHEET.marks.get('card:2')];
  const pain = SHEET.places.get('lane:pain|b|');
  const feeling = SHEET.places.get('lane:feel|b|');
  assert.ok(first && second && pain && feeling);
  const moving = { moving: new Set(['card:3']), holds: 'card' } as const;
  assert.equal(cardLanding(SHEET, { x: first.x + 40, y: first.y + 2 }, moving)?.after, 'card:1');
  assert.equal(cardLanding(SHEET, { x: first.x + 40, y: second.y + 2 }, moving)?.after, 'card:2');
  assert.equal(cardLanding(SHEET, { x: first.x + 40, y: second.y + second.h }, moving)?.after, null);
  assert.ok(cardLanding(SHEET, { x: pain.x + 40, y: pain.y + 4 }, moving)?.slot);
  assert.equal(cardLanding(SHEET, { x: feeling.x + 40, y: feeling.y + 4 }, moving), null);
});

test('stages and lanes land among the others, points in halves or freely, spans never before their own stage', () => {
  assert.equal(stageLanding(SHEET, 9999, 'stage:a').at, 1);
  assert.equal(stageLanding(SHEET, 0, 'stage:b').at, 0);
  assert.equal(laneLanding(SHEET, 9999, 'lane:do').at, 3);
  const point = { id: 'cell:p', from: 100, level: 1, perLevel: 66 };
  assert.equal(levelLanding(SHEET, point, 100 + 40, false)?.level, 0.5);
  assert.equal(levelLanding(SHEET, point, 100 + 20, true)?.level, 0.7);
  assert.equal(levelLanding(SHEET, point, -1000, false)?.level, 2);
  assert.equal(spanLanding(SHEET, 'card:1', 9999)?.place?.stage, 'b');
  assert.equal(spanLanding(SHEET, 'card:3', 0)?.place?.stage, 'b');
});

test('a field lies where the words are, a new card below the last one', () => {
  const words = wordsPlace(SCENE, SHEET, 'card:1');
  const cell = SHEET.places.get('lane:do|a|');
  assert.ok(words && cell);
  const next = newPlace(SHEET, cell, { density: 'calm' });
  assert.equal(words.x, next.x);
  assert.equal(words.size, next.size);
  const empty = SHEET.places.get('lane:pain|a|');
  assert.ok(empty && next.y > words.y + words.leading && newPlace(SHEET, empty, { density: 'calm' }).y > empty.y);
});

test('a filter is what the address says', () => {
  const filter = filterOf(new URLSearchParams('from=2026-01-01&channel=sms&view=table'));
  assert.deepEqual([filter.from, filter.to, filter.channel, isFiltered(filter)], ['2026-01-01', null, 'sms', true]);
  assert.deepEqual(lastMonths(3, new Date('2026-11-22T13:00:00Z')), { from: '2026-08-22', to: '2026-11-22' });
});

test('what others show is read with care', () => {
  const seen = seenOf({ session: '1', person: null, name: 'Anna', tint: '', shown: { selected: ['card:1', 7], writing: 4, pointer: { place: 'x', x: 'far', y: 0 } } });
  assert.deepEqual([seen.selected, seen.writing, seen.pointer], [['card:1'], null, null]);
});

test('zoom goes in steps and stops at its ends', () => {
  assert.deepEqual([nextZoom(1, 1), nextZoom(1, -1), nextZoom(0.25, -1), nextZoom(3, 1), nextZoom(0.93, 1)], [1.1, 0.9, 0.25, 3, 1]);
});

test('the words of the map page stand in every language with the same blanks', async () => {
  const blanks = (words: string): string[] => [...words.matchAll(/\{(\w+)(?::(\w+))?/g)].map(([, name, form]) => `${name}:${form ?? ''}`).sort();
  const english = await MAP_WORDS.en();
  for (const language of LANGUAGES) {
    const words = await MAP_WORDS[language]();
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort(), language);
    for (const [key, text] of Object.entries(english)) assert.deepEqual(blanks(words[key] as string), blanks(text), `${language} ${key}`);
    const same = Object.entries(english).filter(([key, text]) => language !== 'en' && text.length > 24 && words[key] === text);
    assert.deepEqual(same, [], language);
  }
});
