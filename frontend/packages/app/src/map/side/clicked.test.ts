import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_FILTER } from '../filter.ts';
import { askedOf, clickedPages, pictureAddress, touchpointOf } from './clicked.ts';

const rows = [
  { page: '/cart', touchpoint: 'basket', clicks: 90, dead_share: 0.5 },
  { page: '/cart/gift', touchpoint: 'basket', clicks: 9, dead_share: null },
  { page: '/', touchpoint: 'home', clicks: 300, dead_share: 0 },
];

test('the pages of a touchpoint are those whose clicks stand on it', () => {
  assert.deepEqual(clickedPages({ rows }, 'basket'), [{ page: '/cart', clicks: 90, vain: 0.5 }, { page: '/cart/gift', clicks: 9, vain: null }]);
  assert.deepEqual(clickedPages({ rows }, 'checkout'), []);
});

test('the picture is asked about the same people and the same time', () => {
  const asked = askedOf({ ...NO_FILTER, from: '2026-01-01', channel: 'click & collect' }, 'profile.country = SE');
  assert.equal(asked['where'], "(profile.country = SE) and (channel = 'click & collect')");
  assert.equal(pictureAddress('/cart', asked), `/questions/clicks?${new URLSearchParams({ page: '/cart', where: asked['where']!, from: '2026-01-01' }).toString()}`);
  assert.equal(pictureAddress('/å', askedOf(NO_FILTER, null)), '/questions/clicks?page=%2F%C3%A5');
});

test('findings lead to the clicks of their touchpoint, other marks to none', () => {
  const map = { touchpoints: [{ id: 'basket' }], pains: [{ id: 'finding:1', touchpoint: 'basket' }, { id: 'finding:2', touchpoint: null }] } as unknown as Parameters<typeof touchpointOf>[0];
  assert.deepEqual(['basket', 'finding:1', 'finding:2', 'stage:purchase'].map((id) => touchpointOf(map, id)), ['basket', 'basket', null, null]);
});
