import assert from 'node:assert/strict';
import test from 'node:test';
import { quoted, relationsOf, rulesIn, textOfRules, type CustomerFact, type Rule } from './segment.ts';

const fact = (field: string, kind: CustomerFact['kind']): CustomerFact => ({ field, kind, name: field, customers: 9, answers: [], least: null, most: null });

test('rules make a filter and are read back from it', () => {
  const rules: Rule[] = [
    { about: 'profile.Land', relation: 'is', what: 'SE' }, { about: 'profile.Født', relation: 'least', what: '1990' },
    { about: 'touchpoint', relation: 'did_not', what: 'size guide' }, { about: 'profile.Niveau', relation: 'is_not', what: "Guld's and more" },
  ];
  const text = textOfRules(rules);
  assert.equal(text, `profile.Land = SE and profile.Født >= 1990 and not has(touchpoint = 'size guide') and profile.Niveau != "Guld's and more"`);
  assert.deepEqual(rulesIn(text), rules);
});

test('an unfinished rule asks for nothing yet', () => {
  assert.equal(textOfRules([{ about: 'profile.Land', relation: 'is', what: '' }, { about: 'channel', relation: 'did', what: 'app' }]), 'has(channel = app)');
  assert.deepEqual(rulesIn(' '), []);
});

test('what rules cannot say stays a text', () => {
  for (const text of ['channel = app', 'profile.Land = SE or profile.Land = NO', 'has(channel = app and name = x)', 'profile.Land in (SE, NO)', 'segment = vip', 'profile.Land = New York']) assert.equal(rulesIn(text), null, text);
});

test('a text with both quotes is said and read back', () => {
  const rules: Rule[] = [{ about: 'profile.Land', relation: 'is', what: `5" of Kim's` }, { about: 'profile.Land', relation: 'is_not', what: `'"` }];
  assert.deepEqual(rulesIn(textOfRules(rules)), rules);
});

test('words of the filter itself are quoted, and what has spaces', () => {
  assert.deepEqual(['SE', 'not', 'order placed', 'Åse', '2024-01-05'].map(quoted), ['SE', "'not'", "'order placed'", 'Åse', '2024-01-05']);
});

test('numbers and times are asked by their ends, texts by what they are', () => {
  const facts = [fact('profile.a', 'text'), fact('profile.b', 'number')];
  assert.deepEqual([relationsOf('profile.a', facts), relationsOf('profile.b', facts), relationsOf('stage', facts)], [['is', 'is_not'], ['least', 'most', 'is'], ['did', 'did_not']]);
});
