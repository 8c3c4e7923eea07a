import assert from 'node:assert/strict';
import test from 'node:test';
import { firstZone } from './zone.ts';

test('a new workspace takes the time zone of who sets it up, one that has a zone keeps it', () => {
  assert.equal(firstZone('UTC', 'Europe/Stockholm'), 'Europe/Stockholm');
  assert.equal(firstZone('Europe/Oslo', 'Europe/Stockholm'), null);
  for (const none of ['UTC', 'Etc/UTC', '', undefined]) assert.equal(firstZone('UTC', none), null);
});
