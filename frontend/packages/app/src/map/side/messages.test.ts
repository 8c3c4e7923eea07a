import assert from 'node:assert/strict';
import test from 'node:test';
import { applied, mapOf, recordOf } from '../../../../document/src/index.ts';
import { planned, plannedCards, usualPlan } from './messages.ts';

const five = mapOf(['awareness', 'consideration', 'purchase', 'retention', 'advocacy'].map((name, position) => recordOf(`stage:${name}`, 'stage', { position })));

test('the usual plan is put in once: 4×2 + 3×2 + 3×2 + 4×2 + 4×2 messages', () => {
  const filled = applied(five, usualPlan(five));
  assert.equal(plannedCards(filled).length, 36);
  assert.deepEqual(usualPlan(filled), []);
});

test('a first message brings its lane; five stages with names of their own take the plan in their order', () => {
  const one = applied(five, planned(five, { stage: 'stage:purchase', channel: 'sms', message: 'confirmation' }));
  assert.equal(plannedCards(one).length, 1);
  assert.equal(plannedCards(applied(one, usualPlan(one))).length, 36);
  const own = mapOf([0, 1, 2, 3, 4].map((position) => recordOf(`stage:x${position}`, 'stage', { position, name: `Steg ${position}` })));
  assert.equal(plannedCards(applied(own, usualPlan(own))).length, 36);
});
