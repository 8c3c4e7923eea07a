import assert from 'node:assert/strict';
import test from 'node:test';
import { filterWords } from './filterwords.ts';
import { tongue, wayNames } from './say.ts';

const [en, sv, da, nb] = [tongue('en'), tongue('sv'), tongue('da'), tongue('nb')];

test('a filter is a sentence in four languages', () => {
  const where = "channel in (web, store) and profile.country = NO and not has(kind = order)";
  assert.equal(filterWords(en, where), 'the channel is website or store and country is Norway and nothing happened where what happened is an order');
  assert.equal(filterWords(sv, where), 'kanalen är webbplats eller butik och country är Norge och inget hände där det som hände är en order');
  assert.equal(filterWords(da, 'stage = purchase or wait_seconds > 7200'), 'fasen er Køb eller ventetiden er over 2 timer');
  assert.equal(filterWords(nb, 'text contains "for sent"'), 'teksten inneholder «for sent»');
});

test('parts among others stand in parentheses, days are a period, and nothing told is said', () => {
  assert.equal(filterWords(en, '(channel = web or channel = app) and money >= 5'), '(the channel is website or the channel is app) and the amount is at least 5');
  assert.equal(filterWords(sv, 'time >= 2026-03-01 and time < 2026-06-01'), 'tiden är från 1 mars 2026 och före 1 juni 2026');
  assert.equal(filterWords(en, 'time > 2026-03-01'), 'the time is after 1 Mar 2026');
  assert.equal(filterWords(en, 'order_id != "" or money > 0'), 'the order number is told or the amount is above 0');
  assert.equal(filterWords(en, 'not (channel = web)'), 'the channel is not website');
  assert.equal(filterWords(en, "touchpoint = \"Kim's\" and name = 'a ''b'''"), "the touchpoint is Kim's and the name is a 'b'");
});

test('a midnight of a zone is its day', () => {
  assert.equal(filterWords(en, 'time >= 2026-01-01T00:00+01:00 and time < 2026-02-01T00:00+01:00'), filterWords(en, 'time >= 2026-01-01 and time < 2026-02-01'));
});

test('what cannot be read stays as it was written', () => {
  for (const where of ['a filter that is hidden', 'channel =', 'channel = web and', '…', 'channel == web', '((channel = web)']) assert.equal(filterWords(sv, where), where);
});

test('every text that names a filter says it in words', () => {
  assert.equal(sv.say('sentence.some_customers', { where: 'channel = web' }), 'kunder där kanalen är webbplats');
});

test('the steps of a way say their channels where it changes between several', () => {
  const known = new Map([['call', { name: 'call', channel: 'phone' }], ['chat', { name: 'chat', channel: 'chat' }], ['web: basket', { name: 'basket', channel: 'web' }]]);
  const names = (ids: readonly string[]): readonly string[] => wayNames(sv, ids, (id) => known.get(id));
  assert.deepEqual(names(['chat', 'call', 'web: returns', 'odd: one']), ['Chatt', 'call (telefon)', 'returns (webbplats)', 'odd: one']);
  assert.deepEqual(names(['web: basket', 'web: till']), ['basket', 'till']);
});
