import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import * as Y from 'yjs';
import { added, removed, updated, type Change } from './change.ts';
import { liveMap, readDocument, type LiveMap } from './live.ts';
import { asserted, mapOf, newId, recordOf, sameMap, textOf, type MapRecord } from './record.ts';
import { editorOf, type Editor } from './undo.ts';
import { documentOf } from './writing.ts';

interface Replica {
  readonly live: LiveMap;
  readonly editor: Editor;
}

type Act =
  | { readonly who: number; readonly what: 'add' | 'remove' | 'move' | 'undo' | 'redo'; readonly pick: number; readonly where: number }
  | { readonly who: number; readonly what: 'write'; readonly pick: number; readonly words: string }
  | { readonly who: number; readonly what: 'meet'; readonly other: number };

const who = fc.integer({ min: 0, max: 2 });
const number = fc.nat(50);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ who, what: fc.constantFrom('add' as const, 'remove' as const, 'move' as const, 'undo' as const, 'redo' as const), pick: number, where: number }),
  fc.record({ who, what: fc.constant('write' as const), pick: number, words: fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }) }),
  fc.record({ who, what: fc.constant('meet' as const), other: who }),
);

const start = mapOf([
  ...['a', 'b'].map((name, position) => recordOf(`stage:${name}`, 'stage', { name, position })),
  ...['a', 'b'].map((name, position) => recordOf(`lane:${name}`, 'lane', { shows: 'text', position })),
  ...['a', 'b', 'c'].map((name, position) => recordOf(`card:${name}`, 'card', { lane: 'lane:a', stage: 'stage:b', text: name, position })),
]);

function replicas(): Replica[] {
  const first = documentOf(start);
  return [1, 2, 3].map((clientID) => {
    const doc = new Y.Doc();
    doc.clientID = clientID;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first));
    const live = liveMap(doc);
    return { live, editor: editorOf(live) };
  });
}

function meet(one: Replica, other: Replica): void {
  Y.applyUpdate(other.live.doc, Y.encodeStateAsUpdate(one.live.doc, Y.encodeStateVector(other.live.doc)));
  Y.applyUpdate(one.live.doc, Y.encodeStateAsUpdate(other.live.doc, Y.encodeStateVector(one.live.doc)));
}

function picked(live: LiveMap, pick: number, kind?: string): MapRecord | undefined {
  const records = [...live.map().records.values()].filter((record) => kind === undefined || record.kind === kind);
  return records[pick % Math.max(1, records.length)];
}

function changesOf(live: LiveMap, made: Act): Change[] {
  if (made.what === 'add') {
    const [lane, stage] = [picked(live, made.pick, 'lane'), picked(live, made.where, 'stage')];
    return lane && stage ? [added(recordOf(newId('card'), 'card', { lane: lane.id, stage: stage.id, text: 'new' }))] : [];
  }
  if (made.what === 'remove') {
    const record = picked(live, made.pick);
    return record ? [removed(record)] : [];
  }
  const card = picked(live, 'pick' in made ? made.pick : 0, 'card');
  if (!card) return [];
  if (made.what === 'write') return [updated(card, { text: asserted(`${textOf(card, 'text') ?? ''}${made.words}`) })].filter((one) => one !== null);
  const stage = picked(live, 'where' in made ? made.where : 0, 'stage');
  return stage ? [updated(card, { stage: asserted(stage.id) })].filter((one) => one !== null) : [];
}

function play(all: readonly Replica[], made: Act): void {
  const self = all[made.who] as Replica;
  if (made.what === 'meet') meet(self, all[made.other] as Replica);
  else if (made.what === 'undo') self.editor.undo();
  else if (made.what === 'redo') self.editor.redo();
  else self.editor.edit(changesOf(self.live, made));
}

function settle(all: readonly Replica[]): void {
  for (let round = 0; round < 2; round += 1) for (const one of all) for (const other of all) if (one !== other) meet(one, other);
}

test('however three people edit, undo and meet, they end with the same map, and following equals reading', () => {
  fc.assert(fc.property(fc.array(act, { maxLength: 30 }), (story) => {
    const all = replicas();
    for (const made of story) play(all, made);
    settle(all);
    const [first, ...others] = all.map((one) => one.live.map());
    for (const other of others) assert.ok(first && sameMap(first, other));
    for (const one of all) assert.ok(sameMap(one.live.map(), readDocument(one.live.doc).map));
  }), { numRuns: 100 });
});

test('what somebody wrote while others removed is there', () => {
  fc.assert(fc.property(fc.array(act, { maxLength: 12 }), fc.array(act, { maxLength: 12 }), fc.nat(20), (before, meanwhile, pick) => {
    const all = replicas();
    const [writer, ...others] = all as [Replica, Replica, Replica];
    for (const made of before) play(all, made);
    settle(all);
    const card = picked(writer.live, pick, 'card');
    if (!card) return;
    writer.editor.edit([updated(card, { note: asserted('åß🛋') })].filter((one) => one !== null));
    for (const made of meanwhile) if (made.who !== 0 && !(made.what === 'meet' && made.other === 0)) play(all, made);
    for (const other of others) {
      const theirs = other.live.map().records.get(card.id);
      if (theirs) other.editor.edit([removed(theirs)]);
    }
    settle(all);
    for (const one of all) {
      const found = one.live.map().records.get(card.id);
      assert.equal(textOf(found, 'note'), 'åß🛋');
      assert.ok(one.live.map().records.has(textOf(found, 'lane') ?? ''), 'its lane is there too');
    }
  }), { numRuns: 100 });
});
