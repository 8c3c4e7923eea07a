import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { added, updated, type Change } from './change.ts';
import { openKeep } from './keep.ts';
import { readDocument } from './live.ts';
import { asserted, recordOf, textOf, type MapRecord } from './record.ts';
import { openRoom, type Room } from './room.ts';
import { FakeServer, settle } from './testing/server.ts';

const ADDRESS = 'ws://here/api/rooms/map:1';
let databases = 0;

function stage(name: string): Change {
  return added(recordOf(`stage:${name}`, 'stage', { name, position: 0 }));
}

function named(room: Room, id: string): string | null {
  return textOf(room.map().records.get(id), 'name');
}

function rename(room: Room, id: string, name: string): void {
  room.edit([updated(room.map().records.get(id) as MapRecord, { name: asserted(name) }) as Change]);
}

test('what one writes the other has, and the status says when it is saved', async () => {
  const server = new FakeServer();
  const one = await openRoom({ address: ADDRESS, host: server.host() });
  const other = await openRoom({ address: ADDRESS, host: server.host() });
  await settle();
  server.holdsSaved = true;
  one.edit([stage('a')]);
  assert.deepEqual([one.status().state, one.status().unsaved], ['saving', 1]);
  await settle();
  assert.equal(named(other, 'stage:a'), 'a');
  assert.equal(one.status().state, 'saving');
  rename(one, 'stage:a', 'Buy');
  await settle();
  assert.deepEqual([one.status().state, one.status().unsaved], ['saving', 2]);
  server.release();
  await one.settled();
  assert.deepEqual([one.status().state, one.status().unsaved, named(other, 'stage:a')], ['saved', 0, 'Buy']);
  one.leave();
  other.leave();
});

test('offline edits are counted, tried again later and later, and merge', async () => {
  const server = new FakeServer();
  const one = await openRoom({ address: ADDRESS, host: server.host() });
  const other = await openRoom({ address: ADDRESS, host: server.host() });
  await settle();
  one.edit([stage('a')]);
  await settle();
  server.isReachable = false;
  server.cut();
  rename(one, 'stage:a', 'a here');
  rename(other, 'stage:a', 'there a');
  assert.deepEqual([one.status().state, one.status().unsaved], ['offline', 1]);
  const before = server.connections;
  await server.pass(60_000);
  assert.equal(server.connections - before, 2 * 9, 'after 0.5, 1, 2, 4, 8 and then every 10 seconds, each of the two');
  server.isReachable = true;
  await server.pass(10_000);
  assert.deepEqual([named(one, 'stage:a'), named(other, 'stage:a')], ['there a here', 'there a here']);
  assert.equal(one.status().state, 'saved');
  one.leave();
  other.leave();
});

test('a page closed while offline loses nothing', async () => {
  const server = new FakeServer();
  const name = `resa:1:${(databases += 1)}`;
  const first = await openRoom({ address: ADDRESS, host: server.host(), keep: await openKeep(name) });
  await settle();
  first.edit([stage('a')]);
  await first.settled();
  server.isReachable = false;
  server.cut();
  first.edit([stage('b')]);
  await settle();
  first.leave();
  await settle();
  const second = await openRoom({ address: ADDRESS, host: server.host(), keep: await openKeep(name) });
  assert.deepEqual([...second.map().records.keys()], ['stage:a', 'stage:b']);
  await settle();
  assert.deepEqual([second.status().state, second.status().unsaved, second.status().isKept], ['offline', 1, true]);
  server.isReachable = true;
  second.wake();
  await server.pass(1000);
  assert.equal(second.status().state, 'saved');
  assert.ok(readDocument(server.doc).map.records.has('stage:b'));
  second.leave();
  await settle();
  const third = await openRoom({ address: ADDRESS, host: server.host(), keep: await openKeep(name) });
  await settle();
  assert.equal(third.status().unsaved, 0);
  third.leave();
});

test('many kept updates are folded when they are read', async () => {
  const server = new FakeServer();
  const name = `resa:1:${(databases += 1)}`;
  const room = await openRoom({ address: ADDRESS, host: server.host(), keep: await openKeep(name) });
  await settle();
  room.edit([stage('a')]);
  for (let count = 0; count < 210; count += 1) rename(room, 'stage:a', `name ${count}`);
  await room.settled();
  await settle();
  const keep = await openKeep(name);
  for (let tries = 0; tries < 50 && (await keep.read()).length > 1; tries += 1) await settle();
  assert.equal((await keep.read()).length, 1);
  room.leave();
  keep.close();
});

test('after a refusal stands what the server has, and what was lost is told', async () => {
  const server = new FakeServer();
  const room = await openRoom({ address: ADDRESS, host: server.host() });
  await settle();
  room.edit([stage('a')]);
  await settle();
  server.refuses = () => true;
  rename(room, 'stage:a', 'Buy');
  assert.equal(named(room, 'stage:a'), 'Buy');
  await settle();
  assert.equal(named(room, 'stage:a'), 'a');
  const { state, code, sentence, lost, unsaved } = room.status();
  assert.deepEqual([state, code, sentence, unsaved], ['refused', 'not_allowed', 'viewers may not write', 0]);
  assert.deepEqual(lost.map((change) => change.kind === 'updated' && [change.id, change.fields.name?.after?.content]), [['stage:a', 'Buy']]);
  assert.equal(room.canUndo(), false);
  server.refuses = null;
  room.understood();
  rename(room, 'stage:a', 'Choose');
  await room.settled();
  assert.equal(textOf(readDocument(server.doc).map.records.get('stage:a'), 'name'), 'Choose');
  room.leave();
});

test('what the server can not take for now is kept and sent again, and a refusal of no update takes nothing back', async () => {
  const server = new FakeServer();
  const room = await openRoom({ address: ADDRESS, host: server.host() });
  await settle();
  server.refusal = 'broken_room';
  server.refuses = () => true;
  room.edit([stage('a')]);
  await settle();
  assert.deepEqual([room.status().state, room.status().unsaved, named(room, 'stage:a')], ['offline', 1, 'a']);
  server.refuses = null;
  await server.pass(10_000);
  assert.deepEqual([room.status().state, room.status().unsaved], ['saved', 0]);
  server.say({ kind: 'refused', code: 'damaged_frame', sentence: 'no frame', number: 0 });
  assert.deepEqual([room.status().state, named(room, 'stage:a')], ['saved', 'a']);
  server.refusal = 'missing_update';
  server.refuses = () => true;
  rename(room, 'stage:a', 'b');
  await server.pass(10_000);
  assert.deepEqual([room.status().state, named(room, 'stage:a')], ['refused', 'a']);
  room.leave();
});

test('somebody who only reads sends nothing', async () => {
  const server = new FakeServer();
  const writer = await openRoom({ address: ADDRESS, host: server.host() });
  await settle();
  writer.edit([stage('a')]);
  writer.undo();
  await writer.settled();
  server.received = [];
  const reader = await openRoom({ address: ADDRESS, host: server.host() });
  await settle();
  assert.deepEqual(server.received.map((message) => message.kind), ['state']);
  assert.equal(reader.status().state, 'saved');
  writer.leave();
  reader.leave();
});

test('a door that is closed stays closed and says why', async () => {
  const server = new FakeServer();
  server.closesWith = 4403;
  const room = await openRoom({ address: ADDRESS, host: server.host() });
  await server.pass(60_000);
  assert.deepEqual([room.status().state, room.status().code, server.connections], ['closed', '4403', 1]);
  room.leave();
});

test('presences go out at most every 30 ms, reach the others, and go with their page', async () => {
  const server = new FakeServer();
  const one = await openRoom({ address: ADDRESS, host: server.host() });
  const other = await openRoom({ address: ADDRESS, host: server.host() });
  await settle();
  server.received = [];
  for (let x = 0; x < 10; x += 1) one.show({ x });
  await settle();
  assert.equal(server.received.length, 1);
  await server.pass(30);
  assert.equal(server.received.length, 2);
  assert.deepEqual([...other.others().values()].map(({ name, shown }) => [name, shown]), [['s1', { x: 9 }]]);
  await server.pass(40_000);
  assert.equal(other.others().size, 1, 'who stays is not forgotten');
  one.leave();
  await settle();
  assert.equal(other.others().size, 0);
  other.leave();
});
