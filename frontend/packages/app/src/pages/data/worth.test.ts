import assert from 'node:assert/strict';
import test from 'node:test';
import { bodyOf, isAmount, partOf, writtenOf } from './worth.ts';

test('fields say amounts with a point or a comma, and empty ones say nothing', () => {
  const written = { customer: '1 450', phone: '85,50', 'message:sms': '0.4', 'goal:lead': '', chat: '  ' };
  assert.deepEqual(bodyOf('SEK', written), { currency: 'SEK', customer: 1450, contacts: { phone: 85.5 }, messages: { sms: 0.4 }, goals: {} });
  assert.equal(isAmount('-3'), false);
  assert.equal(isAmount('many'), false);
});

test('what was said comes back as it was', () => {
  const amounts = [{ of: 'customer', amount: 1450, currency: 'SEK', said_by: 'Anna' }, { of: 'goal:lead', amount: 300, currency: 'SEK', said_by: 'Anna' }];
  assert.deepEqual(bodyOf('SEK', writtenOf(amounts)), { currency: 'SEK', customer: 1450, contacts: {}, messages: {}, goals: { lead: 300 } });
  assert.deepEqual(partOf('in store'), { part: 'contacts', place: 'in store' });
});
