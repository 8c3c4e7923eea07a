import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { FIELDS } from '../../generated/journeymap.ts';
import { applied, type Change } from './change.ts';
import { clipboardOf, clipboardText, copied, pasted, type Clipboard } from './clipboard.ts';
import { duplicateLane, duplicateStage } from './copy.ts';
import { addCard, addLane, addStage, addStep, moveCards, moveLane, moveStage, moveStep, setFields, setText, spanTo } from './place.ts';
import { positionsBetween } from './position.ts';
import { asserted, mapOf, numberOf, ofKind, recordOf, textOf, withFields, type JourneyMap, type MapRecord } from './record.ts';
import { removeRecords } from './remove.ts';
import { pastedTable, tableRows, tableText } from './table.ts';
import { maps } from './testing/maps.ts';

function stage(name: string, position: number): MapRecord {
  return recordOf(`stage:${name}`, 'stage', { name, position });
}

function lane(name: string, position: number, shows = 'need'): MapRecord {
  return recordOf(`lane:${name}`, 'lane', { name, shows, position });
}

function card(name: string, at: string, below: string, more: Record<string, string | number> = {}): MapRecord {
  return recordOf(`card:${name}`, 'card', { lane: `lane:${at}`, stage: `stage:${below}`, position: 0, text: name, ...more });
}

function step(name: string, below: string, position: number, parent?: string): MapRecord {
  return recordOf(`step:${name}`, 'step', { name, stage: `stage:${below}`, position, parent: parent && `step:${parent}` });
}

const ground = [stage('a', 0), stage('b', 1), stage('c', 2), lane('x', 0), lane('y', 1), lane('z', 2)];
const map = mapOf([...ground, card('1', 'x', 'a', { to_stage: 'stage:b' }), card('2', 'x', 'b'), card('3', 'y', 'b', { step: 'step:s' }), step('s', 'b', 0), step('t', 'b', 0, 's')]);

function names(from: JourneyMap, kind: 'stage' | 'lane' | 'step' | 'card'): string[] {
  return ofKind(from, kind).map((record) => textOf(record, kind === 'card' ? 'text' : 'name') ?? '');
}

function grid(from: JourneyMap): string[] {
  const name = (id: string | null): string => textOf(from.records.get(id ?? ''), 'name') ?? '-';
  return ofKind(from, 'card').map((one) => `${name(textOf(one, 'lane'))} ${name(textOf(one, 'stage'))} ${textOf(one, 'text')}`).sort();
}

function after(changes: readonly Change[], before: JourneyMap = map): JourneyMap {
  const made = applied(before, changes);
  for (const record of made.records.values()) for (const [field, spec] of Object.entries(FIELDS[record.kind])) {
    const target = textOf(record, field);
    if (spec.refersTo && target !== null) assert.equal(made.records.get(target)?.kind, spec.refersTo, `${record.id}.${field}`);
  }
  return made;
}

test('between two neighbours stand numbers in rising order, and none where nothing fits', () => {
  assert.deepEqual(positionsBetween(null, null, 2), [0, 1]);
  assert.deepEqual(positionsBetween(1, 2, 1), [1.5]);
  assert.deepEqual(positionsBetween(null, 0, 2), [-2, -1]);
  assert.deepEqual(positionsBetween(4, null, 1), [5]);
  assert.equal(positionsBetween(1, 1, 1), null);
  assert.equal(positionsBetween(1, 1 + Number.EPSILON, 1), null);
});

test('stages and lanes are added and moved to where they were dropped', () => {
  assert.deepEqual(names(after(addStage(map, { name: 'n', at: 1 })), 'stage'), ['a', 'n', 'b', 'c']);
  assert.deepEqual(names(after(addLane(map, { name: 'n', shows: 'pain' })), 'lane'), ['x', 'y', 'z', 'n']);
  assert.deepEqual(names(after(moveStage(map, { id: 'stage:c', at: 0 })), 'stage'), ['c', 'a', 'b']);
  assert.deepEqual(names(after(moveLane(map, { id: 'lane:x', at: 1 })), 'lane'), ['y', 'x', 'z']);
  assert.deepEqual(moveLane(map, { id: 'lane:x', at: 0 }), []);
});

test('neighbours of the same position make room', () => {
  const tied = mapOf([stage('a', 1), stage('b', 1), stage('c', 1)]);
  assert.deepEqual(names(after(moveStage(tied, { id: 'stage:c', at: 1 }), tied), 'stage'), ['a', 'c', 'b']);
});

test('a thousand drops into the same gap keep their order', () => {
  let now = map;
  for (let count = 0; count < 1000; count += 1) now = after(addStage(now, { name: `n${count}`, at: 1 }), now);
  assert.deepEqual(names(now, 'stage').slice(0, 4), ['a', 'n999', 'n998', 'n997']);
  assert.equal(new Set(ofKind(now, 'stage').map((one) => numberOf(one, 'position'))).size, 1003);
});

test('a step moves with its sub-steps and what stands on them, but never below itself', () => {
  const moved = after(moveStep(map, { id: 'step:s', stage: 'stage:c' }));
  assert.deepEqual(['step:s', 'step:t', 'card:3'].map((id) => textOf(moved.records.get(id), 'stage')), ['stage:c', 'stage:c', 'stage:c']);
  assert.deepEqual(moveStep(map, { id: 'step:s', stage: 'stage:b', parent: 'step:t' }), []);
  assert.deepEqual(names(after(addStep(map, { stage: 'stage:b', parent: 'step:s', name: 'u', at: 0 })), 'step'), ['u', 's', 't']);
});

test('cards are added, moved in their order, and keep the length of their span', () => {
  const moved = after(moveCards(map, { ids: ['card:1', 'card:3'], lane: 'lane:z', stage: 'stage:b', at: 0 }));
  assert.deepEqual(grid(moved), ['x b 2', 'z b 1', 'z b 3']);
  assert.deepEqual([textOf(moved.records.get('card:1'), 'to_stage'), textOf(moved.records.get('card:3'), 'step')], ['stage:c', null]);
  const more = after(addCard(map, { lane: 'lane:x', stage: 'stage:b', text: 'n', at: 0 }));
  const here = ofKind(more, 'card').filter((one) => textOf(one, 'stage') === 'stage:b' && textOf(one, 'lane') === 'lane:x');
  assert.deepEqual(here.map((one) => textOf(one, 'text')), ['n', '2']);
});

test('fields of many are set at once, and what stands so already is no change', () => {
  const changes = setFields(map, { ids: ['card:1', 'card:2', 'card:none'], fields: { owner: 'Anna', text: '1' } });
  assert.equal(changes.length, 2);
  const set = after(changes);
  assert.deepEqual(['card:1', 'card:2'].map((id) => [textOf(set.records.get(id), 'owner'), textOf(set.records.get(id), 'text')]), [['Anna', '1'], ['Anna', '1']]);
  assert.deepEqual(setText(map, { id: 'card:1', text: '1' }), []);
  assert.equal(textOf(after(setText(map, { id: 'card:1', text: '' })).records.get('card:1'), 'text'), null);
  assert.equal(textOf(after(setText(map, { id: 'step:s', field: 'name', text: '' })).records.get('step:s'), 'name'), '');
});

test('a card reaches to a later stage, and only to a later one', () => {
  assert.equal(textOf(after(spanTo(map, { id: 'card:1', to: 'stage:c' })).records.get('card:1'), 'to_stage'), 'stage:c');
  assert.equal(textOf(after(spanTo(map, { id: 'card:1', to: 'stage:a' })).records.get('card:1'), 'to_stage'), null);
  assert.deepEqual(spanTo(map, { id: 'card:2', to: 'stage:a' }), []);
});

test('with a stage goes what hangs on it, and what covers more of them shrinks', () => {
  const without = (ids: string[]): JourneyMap => after(removeRecords(map, { ids }));
  assert.deepEqual([...without(['stage:b']).records.keys()], ['stage:a', 'stage:c', 'lane:x', 'lane:y', 'lane:z', 'card:1']);
  assert.equal(textOf(without(['stage:b']).records.get('card:1'), 'to_stage'), null);
  assert.equal(textOf(without(['stage:a']).records.get('card:1'), 'stage'), 'stage:b');
  assert.deepEqual(grid(without(['lane:x'])), ['y b 3']);
  assert.deepEqual(names(without(['step:s']), 'step'), []);
});

test('whatever is removed, all that is left holds together', () => {
  fc.assert(fc.property(maps(), fc.array(fc.nat(100)), (drawn, picks) => {
    const all = [...drawn.records.keys()];
    after(removeRecords(drawn, { ids: picks.flatMap((pick) => all[pick % Math.max(1, all.length)] ?? []) }), drawn);
  }), { numRuns: 60 });
});

test('a stage is duplicated beside itself with its steps and cards, a lane below itself', () => {
  const twice = after(duplicateStage(map, { id: 'stage:b' }));
  assert.deepEqual(names(twice, 'stage'), ['a', 'b', 'b', 'c']);
  assert.deepEqual(grid(twice), ['x a 1', 'x b 2', 'x b 2', 'y b 3', 'y b 3']);
  const copy = ofKind(twice, 'stage')[2] as MapRecord;
  assert.equal(textOf(copy, 'follows'), 'b');
  const under = ofKind(twice, 'step').filter((one) => textOf(one, 'stage') === copy.id);
  const [upper, lower] = ['s', 't'].map((name) => under.find((one) => textOf(one, 'name') === name));
  assert.deepEqual([under.length, textOf(upper, 'parent'), textOf(lower, 'parent')], [2, null, upper?.id]);
  assert.deepEqual(grid(after(duplicateLane(map, { id: 'lane:x' }))), ['x a 1', 'x a 1', 'x b 2', 'x b 2', 'y b 3']);
});

test('cards keep their distances when they are pasted; what reaches beyond the map brings stages and lanes', () => {
  const clipboard = clipboardOf(clipboardText(copied(map, { ids: ['card:1', 'card:3'] }) as Clipboard)) as Clipboard;
  const inside = after(pasted(map, clipboard, { lane: 'lane:y', stage: 'stage:b' }));
  assert.deepEqual(grid(inside), ['x a 1', 'x b 2', 'y b 1', 'y b 3', 'z c 3']);
  const beyond = after(pasted(map, clipboard, { lane: 'lane:z', stage: 'stage:c' }));
  assert.deepEqual([names(beyond, 'stage'), names(beyond, 'lane')], [['a', 'b', 'c', 'b'], ['x', 'y', 'z', 'y']]);
  const again = after(pasted(map, copied(map, { ids: ['card:2'] }) as Clipboard, { lane: 'lane:x', stage: 'stage:b' }));
  assert.deepEqual(ofKind(again, 'card').filter((one) => textOf(one, 'text') === '2').map((one) => numberOf(one, 'position')), [0, 1]);
});

test('lanes and stages are pasted into another map, in the stages and lanes of the same name, or with their own', () => {
  const other = mapOf([stage('b', 0), recordOf('stage:q', 'stage', { name: 'A', position: 1 }), lane('x', 0)]);
  const lanes = after(pasted(other, copied(map, { ids: ['lane:x'] }) as Clipboard, { at: 0 }), other);
  assert.deepEqual([names(lanes, 'stage'), names(lanes, 'lane'), grid(lanes)], [['b', 'A'], ['x', 'x'], ['x A 1', 'x b 2']]);
  const stages = after(pasted(other, copied(map, { ids: ['stage:b', 'card:1'] }) as Clipboard, {}), other);
  assert.deepEqual([names(stages, 'stage'), names(stages, 'lane'), grid(stages)], [['b', 'A', 'b'], ['x', 'y'], ['x b 2', 'y b 3']]);
});

test('whatever is copied can be pasted into any map, and all holds together', () => {
  fc.assert(fc.property(maps(), maps(), fc.array(fc.nat(100)), (from, to, picks) => {
    const all = [...from.records.keys()];
    const clipboard = copied(from, { ids: picks.flatMap((pick) => all[pick % Math.max(1, all.length)] ?? []) });
    const [lane, stage] = [ofKind(to, 'lane')[0], ofKind(to, 'stage')[0]];
    if (clipboard && (lane || clipboard.kind !== 'cards')) after(pasted(to, clipboardOf(clipboardText(clipboard)) ?? clipboard, { lane: lane?.id ?? '', stage: stage?.id ?? null }), to);
  }), { numRuns: 100 });
});

test('a text that is no clipboard is none, and what does not fit is left out', () => {
  for (const text of ['', 'hej', '5', 'null', '{"resa":"clipboard","version":1,"kind":"cards","records":[{"kind":"box"},null]}']) assert.equal(clipboardOf(text), null);
  const odd = { resa: 'clipboard', version: 1, kind: 'cards', records: [{ id: 'c', kind: 'card', fields: { lane: { content: 'l' }, colour: { content: 'red' }, text: { content: 5 } } }] };
  assert.deepEqual(clipboardOf(JSON.stringify(odd))?.records[0]?.fields, { lane: asserted('l') });
});

test('rows of a spreadsheet, with tabs, line ends and quotes inside cells', () => {
  assert.deepEqual(tableRows('a\tb\r\n"c\td\n""e"""\t\n\n'), [['a', 'b'], ['c\td\n"e"', '']]);
  assert.deepEqual(tableRows('5" pipe\tx'), [['5" pipe', 'x']]);
  assert.deepEqual(tableRows(''), []);
});

test('a table without names starts at the spot and makes what is missing', () => {
  const small = after(pastedTable(map, 'p\tq\nr\t', { lane: 'lane:y', stage: 'stage:b' }));
  assert.deepEqual(grid(small).filter((one) => /[pqr]$/.test(one)), ['y b p', 'y c q', 'z b r']);
  const large = after(pastedTable(map, 'p\tq\nr\ts', { lane: 'lane:z', stage: 'stage:c' }));
  assert.deepEqual([ofKind(large, 'stage').length, ofKind(large, 'lane').length], [4, 4]);
});

test('a table with names finds stages and lanes by them, whatever their order, and makes new ones', () => {
  const whole = after(pastedTable(map, '\tC\tNy\nY\tp\tq\nSmärta\tr\t', { words: { smärta: 'pain' } }));
  assert.deepEqual([names(whole, 'stage'), ofKind(whole, 'lane').map((one) => textOf(one, 'shows'))], [['a', 'b', 'c', 'Ny'], ['need', 'need', 'need', 'pain']]);
  assert.deepEqual(grid(whole).filter((one) => /[pqr]$/.test(one)), ['- c r', 'y Ny q', 'y c p']);
  const heads = after(pastedTable(map, 'b\ta\np\tq', { lane: 'lane:z' }));
  assert.deepEqual(grid(heads).filter((one) => /[pq]$/.test(one)), ['x a q', 'x b p'].map((one) => one.replace('x', 'z')));
  const beside = after(pastedTable(map, 'y\tp\nx\tq', { stage: 'stage:c' }));
  assert.deepEqual(grid(beside).filter((one) => /[pq]$/.test(one)), ['x c q', 'y c p']);
});

test('numbers in the lane of a curve become its points', () => {
  const curved = mapOf([...ground, lane('e', 3, 'emotion')]);
  const drawn = after(pastedTable(curved, '−1,5\t9\tBra', { lane: 'lane:e', stage: 'stage:a' }), curved);
  assert.deepEqual(ofKind(drawn, 'cell').map((one) => numberOf(one, 'level')).sort(), [-1.5, 2]);
  assert.deepEqual(grid(drawn), ['e c Bra']);
});

test('what was copied goes into a spreadsheet and comes back', () => {
  const formula = mapOf([...ground, card('=1+1', 'x', 'a'), card('rad 1\nrad "2"', 'y', 'c')]);
  const text = tableText(copied(formula, { ids: [...formula.records.keys()].filter((id) => id.startsWith('card')) }) as Clipboard);
  assert.equal(text, "\ta\tc\nx\t'=1+1\t\ny\t\t\"rad 1\nrad \"\"2\"\"\"");
  const back = after(pastedTable(mapOf(ground), text, {}), mapOf(ground));
  assert.deepEqual(grid(back), ["x a '=1+1", 'y c rad 1\nrad "2"']);
});

test('what the data measured stays measured when it is set to what it was', () => {
  const measured = mapOf([...ground, withFields(card('m', 'x', 'a'), { owner: { content: 'Bo', provenance: 'measured', evidence: [] } })]);
  assert.deepEqual(setFields(measured, { ids: ['card:m'], fields: { owner: 'Bo' } }), []);
});
