import assert from 'node:assert/strict';
import test from 'node:test';
import { personaIn, whereOf } from './where.ts';

test('a filter by a persona tells which persona it is', () => {
  assert.equal(personaIn(whereOf({ id: "maja's" })), "maja's");
  assert.equal(personaIn("persona = 'a' and has(channel = app)"), null);
  assert.equal(personaIn("persona = 'a' or persona = 'b'"), null);
  assert.equal(personaIn(null), null);
});
