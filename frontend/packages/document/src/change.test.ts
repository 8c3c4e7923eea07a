import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { applied, difference, joined, removed, reversed, StaleChangeError, updated, type Change } from './change.ts';
import { asserted, mapOf, recordOf, sameMap, textOf, type MapRecord } from './record.ts';
import { maps } from './testing/maps.ts';

const stage = recordOf('s', 'stage', { name: 'Buy', position: 0 });

function renamed(name: string): MapRecord {
  return recordOf('s', 'stage', { name, position: 0 });
}

test('changes lead there and back', () => {
  fc.assert(fc.property(maps(), maps(), (one, other) => {
    const changes = difference(one, other);
    assert.ok(sameMap(applied(one, changes), other));
    assert.ok(sameMap(applied(other, reversed(changes)), one));
    assert.deepEqual(difference(one, one), []);
  }), { numRuns: 60 });
});

test('joining with somebody who changed nothing is one\'s own work', () => {
  fc.assert(fc.property(maps(), maps(), (before, ours) => {
    assert.ok(sameMap(joined(before, before, ours).map, joined(before, ours, before).map));
    assert.deepEqual(joined(before, ours, before).conflicts, []);
  }), { numRuns: 40 });
});

test('the same field keeps ours and says so; what one removes while the other builds on it stays', () => {
  const before = mapOf([stage]);
  const both = joined(before, mapOf([renamed('Köpa')]), mapOf([renamed('Kjøpe')]));
  assert.equal(textOf(both.map.records.get('s'), 'name'), 'Köpa');
  assert.deepEqual(both.conflicts.map(({ field, theirs }) => [field, theirs?.content]), [['name', 'Kjøpe']]);
  const step = recordOf('t', 'step', { name: 'Till', stage: 's', position: 0 });
  assert.deepEqual([...joined(before, mapOf([]), mapOf([stage, step])).map.records.keys()], ['s', 't']);
});

test('a change made to another state is refused with every fault', () => {
  const change = updated(stage, { name: asserted('Köpa') }) as Change;
  assert.throws(() => applied(mapOf([renamed('Kjøpe')]), [change, removed(recordOf('x', 'stage', { position: 1 }))]), (error) => {
    assert.ok(error instanceof StaleChangeError);
    assert.deepEqual(error.faults, ['s.name', 'x']);
    return true;
  });
});
