import assert from 'node:assert/strict';
import { test } from 'node:test';
import { match } from './match.ts';

test('a pattern fits addresses of its shape and gives what stands in its places', () => {
  assert.deepEqual(match('/maps/:id', '/maps/m%C3%B6te'), { id: 'möte' });
  assert.deepEqual(match('/', '/'), {});
  assert.equal(match('/maps/:id', '/maps'), null);
  assert.equal(match('/data', '/plan'), null);
});

test('an address that cannot be decoded is taken as it stands', () => {
  assert.deepEqual(match('/maps/:id', '/maps/%E0%A4%A'), { id: '%E0%A4%A' });
});
