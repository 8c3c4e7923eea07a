import assert from 'node:assert/strict';
import test from 'node:test';
import { applied, contentOf, mapOf, recordOf, type Change, type JourneyMap } from '../../../../document/src/index.ts';
import { NO_FILTER } from '../filter.ts';
import { accepted, cardOf, drivenBy, momentsIn, refusing, stateOf } from './moments.ts';

const row = (outcome: string, touchpoint: string | null, share: number, more: object = {}): Record<string, unknown> => ({ outcome, driver: 'satisfaction', place: touchpoint, touchpoint, stage: 'retention', share, share_interval: [share - 0.1, share + 0.1], n: 400, moment: true, ...more });
const map = mapOf([
  recordOf('map', 'map', { title: 'A', where: 'profile.country = SE', goal: 'purchase' }), recordOf('persona:a', 'persona', { name: 'Åsa', segment: 'has(channel = store)' }),
  recordOf('stage:after', 'stage', { position: 0, follows: 'retention' }), recordOf('stage:buy', 'stage', { position: 1 }),
  recordOf('step:chat', 'step', { name: 'Chat', stage: 'stage:buy', position: 0, touchpoint: 'chat' }),
]);
const rows = [row('nps', 'chat', 0.2), row('nps', 'delivery', 0.4), row('nps', 'far', 0.6, { stage: 'nowhere' }), row('nps', 'small', 0.3, { moment: false }), row('conversion', null, 0.9)];
const told = { words: 'Chat – weighs heavily on NPS', period: { from: '2026-01-01', to: '2026-07-01' }, command: 'resa show drivers' };
const after = (changes: readonly Change[], before: JourneyMap = map): JourneyMap => applied(before, changes);

test('what weighs most and stands on the map is offered, the heaviest first', () => {
  const found = momentsIn({ rows }, map);
  assert.deepEqual(found.map((one) => [one.id, stateOf(map, one)]), [['moment:nps:satisfaction:delivery', 'offered'], ['moment:nps:satisfaction:chat', 'offered']]);
});

test('accepted it stands below its step, measured, with its interval, period and command; in its stage where it has no step', () => {
  const [delivery, chat] = momentsIn({ rows }, map);
  const first = after(accepted(map, chat!, told));
  const whole = after(accepted(first, delivery!, told), first);
  const lanes = [...whole.records.values()].filter((one) => one.kind === 'lane');
  const card = whole.records.get(cardOf(chat!));
  assert.deepEqual([lanes.length, contentOf(card, 'step'), contentOf(whole.records.get(cardOf(delivery!)), 'stage')], [1, 'step:chat', 'stage:after']);
  assert.deepEqual([card?.fields['text']?.provenance, card?.fields['measurement']?.evidence, stateOf(whole, chat!)], ['measured', ['resa show drivers'], 'on_map']);
  assert.deepEqual(contentOf(card, 'measurement'), { figure: 0.2, unit: 'share', variant: 'shapley_share_of_r_squared', n: 400, interval: [0.1, 0.30000000000000004], period: told.period });
  assert.deepEqual(accepted(whole, chat!, told), []);
});

test('a refused one stays refused until it is offered again or put on the map all the same', () => {
  const [one] = momentsIn({ rows }, map);
  const refusedMap = after(refusing(map, one!, true));
  assert.equal(stateOf(refusedMap, one!), 'refused');
  assert.deepEqual(refusing(refusedMap, one!, true), []);
  assert.equal(stateOf(after(refusing(refusedMap, one!, false), refusedMap), one!), 'offered');
  const put = after(accepted(refusedMap, one!, told), refusedMap);
  assert.deepEqual([stateOf(put, one!), contentOf(put.records.get('map'), 'refused')], ['on_map', null]);
});

test('it is asked of those whom the map and its filter are about', () => {
  assert.deepEqual(drivenBy(map, NO_FILTER), { where: 'profile.country = SE', from: null, to: null, goal: 'purchase' });
  assert.equal(drivenBy(map, { ...NO_FILTER, persona: 'persona:a', from: '2026-01-01' }).where, '(profile.country = SE) and (has(channel = store))');
  assert.equal(drivenBy(mapOf([]), NO_FILTER).where, null);
});
