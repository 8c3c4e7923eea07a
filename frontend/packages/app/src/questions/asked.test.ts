import assert from 'node:assert/strict';
import test from 'node:test';
import { carriedOver, channelsIn, touchesOf, likelySteps, missing, optionIn, serverQuery, whereOf, withParts } from './asked.ts';
import { GROUPS, groupOf, optionsOf } from './catalogue.ts';

const query = (text: string): URLSearchParams => new URLSearchParams(text);

test('the address says what was chosen, steps in their order, and nothing that goes without saying', () => {
  const steps = withParts(query('per=journey'), { steps: ['web: basket', 'web: order'], per: 'customer', within: '7d' });
  assert.equal(steps.toString(), 'steps=web%3A+basket&steps=web%3A+order&within=7d');
  assert.equal(withParts(steps, { steps: null }).toString(), 'within=7d');
  assert.equal(optionIn(steps, 'per'), 'customer');
  assert.equal(optionIn(query('per=session'), 'per'), 'session');
});

test('group, channel and written filter are one filter', () => {
  assert.equal(whereOf(query('')), null);
  assert.equal(whereOf(query('channel=web')), 'channel = web');
  assert.equal(whereOf(new URLSearchParams({ who: 'profile.country = SE', channel: 'in store' })), "(profile.country = SE) and (channel = 'in store')");
});

test('the server is asked what the question follows, and nothing else', () => {
  const asked = serverQuery(query('who=has(channel = app)&from=2026-01-01&steps=a&steps=b&depth=4'), ['steps', 'order', 'within']);
  assert.deepEqual([...asked], [['where', 'has(channel = app)'], ['from', '2026-01-01'], ['steps', 'a'], ['steps', 'b']]);
});

test('a question says what it needs first', () => {
  assert.equal(missing('funnel', query('steps=a')), 'steps');
  assert.equal(missing('funnel', query('steps=a&steps=b')), null);
  assert.equal(missing('around', query('')), 'at');
  assert.equal(missing('comparison', query('versus=channel = web')), null);
  assert.equal(missing('conformance', query('')), 'map');
  assert.equal(missing('waits', query('')), null);
});

test('touches are chosen by channel, and a filter of another form is left as it was written', () => {
  for (const channels of [[], ['ads'], ['ads', 'email'], ['in store', 'ads']]) assert.deepEqual(channelsIn(touchesOf(channels)), channels);
  assert.equal(touchesOf(['ads', 'email']), 'channel in (ads, email)');
  assert.equal(channelsIn('channel = ads and kind = click'), null);
  assert.equal(channelsIn('campaign = spring'), null);
});

test('another question keeps whom and when', () => {
  assert.equal(carriedOver(query('from=2026-01-01&at=web: basket&channel=web&by=stage')).toString(), 'channel=web&from=2026-01-01');
});

test('a row to begin with has the most met touchpoint of each stage, in their order', () => {
  const touchpoints = [
    { id: 'ad', stage: 'awareness', customers: 5 }, { id: 'search', stage: 'awareness', customers: 9 },
    { id: 'order', stage: 'purchase', customers: 2 }, { id: 'product', stage: 'consideration', customers: 7 },
  ];
  assert.deepEqual(likelySteps(touchpoints, [{ id: 'awareness' }, { id: 'consideration' }, { id: 'purchase' }]), ['search', 'product', 'order']);
});

test('every question stands in one group, and options come in reading order', () => {
  const all = GROUPS.flatMap((group) => group.asks);
  assert.equal(new Set(all).size, all.length);
  assert.equal(groupOf('waits')?.id, 'waits');
  assert.deepEqual(optionsOf('funnel', ['order', 'steps', 'within']), ['steps', 'per', 'order', 'within']);
  assert.deepEqual(optionsOf('kpis', ['by']), ['by']);
});
