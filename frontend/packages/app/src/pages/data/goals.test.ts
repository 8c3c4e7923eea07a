import assert from 'node:assert/strict';
import test from 'node:test';
import { atTouchpoint, inOrder, wayOf, type Goal } from './goals.ts';

const goal = (name: string, leadsTo: string | null = null): Goal => ({ goal: name, where: '', money: null, leads_to: leadsTo, provenance: 'asserted' });

test('a goal is told as an order, as anything paid, a touchpoint or a filter', () => {
  assert.deepEqual(wayOf('order_id != "" or money > 0'), { way: 'paid', name: '' });
  assert.deepEqual(wayOf('kind = order'), { way: 'order', name: '' });
  assert.deepEqual(wayOf('name = "added to basket"'), { way: 'touchpoint', name: 'added to basket' });
  assert.equal(wayOf('channel = web and kind = page').way, 'filter');
});

test('what a touchpoint is called comes back as it was, quotation marks too', () => {
  for (const name of ['web: kassa', 'the "big" till', 'a\\b']) assert.deepEqual(wayOf(atTouchpoint(name)), { way: 'touchpoint', name });
});

test('small steps follow the goal they lead to', () => {
  const all = [goal('cart', 'buy'), goal('buy'), goal('stray', 'gone'), goal('visit')];
  assert.deepEqual(inOrder(all).map((one) => one.goal), ['buy', 'cart', 'visit', 'stray']);
});
