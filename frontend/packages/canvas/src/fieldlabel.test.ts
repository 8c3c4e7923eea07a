import assert from 'node:assert/strict';
import test from 'node:test';
import { fieldLabel, fieldWords } from './fieldlabel.ts';
import { blueprint } from '../samples/maps.ts';
import { sentenceParts } from './lanes/title.ts';
import { tongue } from './say.ts';

const [sv, da, nb, en] = [tongue('sv'), tongue('da'), tongue('nb'), tongue('en')];

test('a country is told by its name in the reader’s language', () => {
  assert.deepEqual([sv, da, nb, en].map((speaker) => fieldWords(speaker, 'profile.country', 'NO')), ['Norge', 'Norge', 'Norge', 'Norway']);
  assert.equal(fieldLabel(sv, 'Land', 'fi'), 'Finland');
  assert.equal(fieldWords(en, 'property.country', 'XQ'), 'country XQ', 'a code that is no country stays');
});

test('yes and no are words, with the field that they answer', () => {
  assert.equal(fieldWords(sv, 'profile.club_member', 'true'), 'club member: ja');
  assert.equal(fieldWords(en, 'profile.club_member', 'No'), 'club member: no');
  assert.equal(fieldLabel(da, 'profile.club', 'FALSE'), 'nej');
});

test('a language is told by its name, anything else stays what it is', () => {
  assert.equal(fieldLabel(nb, 'profile.language', 'SV'), 'svensk');
  assert.equal(fieldWords(en, 'profile.landing_page', 'NO'), 'landing page: no');
  assert.equal(fieldWords(en, 'profile.segment', 'B2B'), 'segment B2B');
});

test('the sentence under the title speaks of customers in a country', () => {
  const shown = { id: 'profile:NO', kind: 'profile', field: 'profile.country', label: 'NO', map: blueprint() };
  assert.equal(sentenceParts(sv, shown.map, shown).customers, 'kunder i Norge');
  assert.equal(sentenceParts(en, shown.map, { ...shown, field: 'club', label: 'true' }).customers, 'customers with club: yes');
});
