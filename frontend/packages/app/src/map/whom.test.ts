import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_FILTER } from './filter.ts';
import { whomAsked, whomChoices, whomOf } from './whom.ts';

const segments = [
  { name: 'Quick', where: "persona = 'p1'", map: null, kind: 'persona' }, { name: 'Readers', where: "type = 't2'", map: null, kind: 'type' },
  { name: 'Maja', where: 'profile.age < 40', map: 'here', kind: 'saved' }, { name: 'Old', where: 'profile.age > 70', map: 'there', kind: 'saved' }, { name: 'Old too', where: 'profile.age > 70', map: 'far', kind: 'saved' },
];
const choices = whomChoices({ map: 'here', personas: [{ id: 'persona:maja', name: 'Maja' }], segments });

test('personas of the map come first, then what the workspace knows, each once', () => {
  assert.deepEqual(choices.map(({ name, kind }) => [name, kind]), [['Maja', null], ['Quick', 'persona'], ['Readers', 'type'], ['Old', 'saved']]);
});

test('a filter is told by its name; a rule that nobody named is none of them', () => {
  assert.equal(whomOf({ ...NO_FILTER, where: "type = 't2'" }, choices)?.name, 'Readers');
  assert.equal(whomOf({ ...NO_FILTER, persona: 'persona:maja' }, choices)?.name, 'Maja');
  assert.equal(whomOf({ ...NO_FILTER, where: 'channel = web' }, choices), null);
});

test('choosing takes the place of what was chosen, never of a rule written by hand', () => {
  assert.deepEqual(whomAsked("where:type = 't2'", { ...NO_FILTER, persona: 'persona:maja' }, choices), { persona: null, where: "type = 't2'" });
  assert.deepEqual(whomAsked('', { ...NO_FILTER, where: "type = 't2'" }, choices), { persona: null, where: null });
  assert.deepEqual(whomAsked('persona:maja', { ...NO_FILTER, where: 'channel = web' }, choices), { persona: 'persona:maja', where: 'channel = web' });
});
