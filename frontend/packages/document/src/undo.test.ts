import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import * as Y from 'yjs';
import { added, difference, removed, updated, type Change } from './change.ts';
import { liveMap, readDocument, type LiveMap } from './live.ts';
import { asserted, mapOf, recordOf, sameMap, textOf, type JourneyMap, type MapRecord } from './record.ts';
import { maps } from './testing/maps.ts';
import { editorOf, type Editor } from './undo.ts';
import { documentOf } from './writing.ts';

const stage = recordOf('stage:a', 'stage', { name: 'Buy', position: 0, follows: 'purchase' });
const lane = recordOf('lane:a', 'lane', { shows: 'text', position: 0 });
const card = recordOf('card:a', 'card', { lane: 'lane:a', stage: 'stage:a', text: 'Choose' });

function two(map: JourneyMap): { mine: LiveMap; yours: LiveMap; me: Editor; you: Editor; meet: () => void } {
  const mine = liveMap(documentOf(map));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(mine.doc));
  const yours = liveMap(doc);
  const meet = (): void => {
    Y.applyUpdate(yours.doc, Y.encodeStateAsUpdate(mine.doc, Y.encodeStateVector(yours.doc)));
    Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(yours.doc, Y.encodeStateVector(mine.doc)));
  };
  return { mine, yours, me: editorOf(mine), you: editorOf(yours), meet };
}

function set(live: LiveMap, id: string, name: string, content: string): Change[] {
  return [updated(live.map().records.get(id) as MapRecord, { [name]: asserted(content) }) as Change];
}

test('undo everything, redo everything: equal', () => {
  fc.assert(fc.property(fc.array(maps(), { minLength: 2, maxLength: 5 }), (states) => {
    const live = liveMap(documentOf(states[0] as JourneyMap));
    const editor = editorOf(live);
    for (const state of states.slice(1)) editor.edit(difference(live.map(), state));
    while (editor.canUndo()) editor.undo();
    assert.ok(sameMap(live.map(), states[0] as JourneyMap));
    while (editor.canRedo()) editor.redo();
    assert.ok(sameMap(live.map(), states.at(-1) as JourneyMap));
    while (editor.canUndo()) editor.undo();
    assert.ok(sameMap(live.map(), states[0] as JourneyMap));
  }), { numRuns: 60 });
});

test('what somebody else has set since stays', () => {
  const { mine, yours, me, you, meet } = two(mapOf([stage, lane, card]));
  me.edit([...set(mine, 'stage:a', 'follows', 'choice'), ...set(mine, 'card:a', 'owner', 'Anna')]);
  meet();
  you.edit(set(yours, 'stage:a', 'follows', 'loyalty'));
  meet();
  me.undo();
  assert.equal(textOf(mine.map().records.get('stage:a'), 'follows'), 'loyalty');
  assert.equal(textOf(mine.map().records.get('card:a'), 'owner'), null);
});

test('my words go, the words that somebody else wrote in the same text stay', () => {
  const { mine, yours, me, you, meet } = two(mapOf([stage, lane, card]));
  me.edit(set(mine, 'card:a', 'text', 'Choose a sofa'));
  meet();
  you.edit(set(yours, 'card:a', 'text', 'Always choose: Choose a sofa'));
  meet();
  me.undo();
  assert.equal(textOf(mine.map().records.get('card:a'), 'text'), 'Always choose: Choose');
  me.redo();
  assert.equal(textOf(mine.map().records.get('card:a'), 'text'), 'Always choose: Choose a sofa');
});

test('a card that I made and somebody else wrote on is not taken away by my undo', () => {
  const { mine, yours, me, you, meet } = two(mapOf([stage, lane]));
  me.edit([added(card)]);
  meet();
  you.edit(set(yours, 'card:a', 'note', 'Ask the shop'));
  meet();
  assert.deepEqual(me.undo(), []);
  assert.equal(textOf(mine.map().records.get('card:a'), 'note'), 'Ask the shop');
});

test('an action that touches much is one entry', () => {
  const { mine, me } = two(mapOf([stage, lane, card]));
  me.edit([removed(card), removed(lane), removed(stage)]);
  assert.equal(mine.map().records.size, 0);
  me.undo();
  assert.ok(sameMap(mine.map(), mapOf([stage, lane, card])));
  assert.equal(me.canUndo(), false);
});

test('what came back because somebody needed it can be taken back and done again', () => {
  const { mine, yours, me, you, meet } = two(mapOf([stage, lane]));
  me.edit([removed(lane)]);
  you.edit([added(card)]);
  meet();
  assert.ok(mine.map().records.has('lane:a'));
  me.undo();
  assert.ok(sameMap(mine.map(), mapOf([stage, lane, card])));
  you.undo();
  meet();
  me.redo();
  meet();
  assert.ok(sameMap(yours.map(), mapOf([stage])));
  assert.ok(sameMap(readDocument(mine.doc).map, yours.map()));
});
