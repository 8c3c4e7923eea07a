import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Spec } from '../contract.ts';
import { answered, readDay } from './answers.ts';
import { stepped } from './steps.ts';
import { NAMESPACES, ROLES, roleOf, withRole } from './columnroles.ts';

const ORDERS = {
  source: 'ordrar',
  format: { kind: 'csv', columns: ['order_id', 'kund', 'datum', 'belopp', 'butik'] },
  record: ['order_id'],
  time: { columns: ['datum'], format: '?' },
  identifiers: [{ column: 'order_id', namespace: 'order' }, { column: 'kund', namespace: 'customer_number' }],
  interactions: [{ name: { constant: 'order' }, channel: { constant: 'web' }, money: { column: 'belopp', currency: { constant: '?' } }, order_id: 'order_id' }],
};
const CUSTOMERS = { source: 'kunder', identifiers: [{ column: 'epost', namespace: 'email' }], profile: { columns: { stad: 'stad' } }, consents: [{ column: 'nyhetsbrev', channel: { constant: 'email' } }] };

test('each column says what it is taken for', () => {
  const roles = ORDERS.format.columns.map((column) => roleOf(ORDERS, column));
  assert.deepEqual(roles, ['order', 'who:customer_number', 'when', 'amount', 'unused']);
  assert.equal(roleOf(CUSTOMERS, 'stad'), 'profile');
  assert.equal(roleOf(CUSTOMERS, 'nyhetsbrev'), 'consent');
});

test('what a column adds to others is told too', () => {
  const calls: Spec = {
    source: 'samtal', record: ['id'], time: { columns: ['start'] }, identifiers: [{ column: 'id', namespace: 'call' }, { column: 'nummer', namespace: 'phone', region_column: 'land' }, { column: 'order', namespace: 'order' }],
    interactions: [{ name: { constant: 'samtal' }, matter: 'order', wait: { column: 'kö' }, outcome: 'resultat' }],
  };
  const roles = ['id', 'nummer', 'land', 'order', 'kö', 'resultat', 'längd'].map((column) => roleOf(calls, column));
  assert.deepEqual(roles, ['record', 'who:phone', 'region', 'matter', 'wait', 'outcome', 'unused']);
  const orders: Spec = { source: 'ordrar', time: 'lagd', interactions: [{ time: 'lagd', money: { column: 'belopp', currency: 'valuta' } }, { time: 'skickad' }], orders: { order_id: 'nr', lines: { product: 'artikel', quantity: 'antal', price: { column: 'pris' } } } };
  assert.deepEqual(['lagd', 'skickad', 'valuta', 'artikel', 'antal', 'pris'].map((column) => roleOf(orders, column)), ['when', 'later', 'currency', 'article', 'quantity', 'amount']);
  const answers = { source: 'svar', answers: [{ column: 'nps', touchpoint: 'var' }] };
  const clicked = { interactions: [{ name: 'sida', click: { page: 'sida', x: 'x', y: 'y', element: 'css' } }] };
  assert.deepEqual(['sida', 'x', 'css', 'annat'].map((column) => roleOf(clicked, column)), ['name', 'click', 'click', 'unused']);
  assert.deepEqual(['nps', 'var'].map((column) => roleOf(answers, column)), ['score', 'rated']);
});

test('every role has a name in every language', async () => {
  for (const language of ['en', 'sv', 'da', 'nb']) {
    const words = Object.values(await import(`../words/${language}.ts`)).find((one) => typeof one === 'object') as Record<string, string>;
    assert.deepEqual([...ROLES, ...NAMESPACES.map((one) => `who:${one}`), 'who:case', 'who:conversation', 'who:social'].filter((role) => !words[`column.${role}`]), [], language);
  }
});

test('a column given another role stands there and nowhere else', () => {
  const named = withRole(ORDERS, 'butik', 'name');
  assert.equal(roleOf(named, 'butik'), 'name');
  const swapped = withRole(named, 'butik', 'who:loyalty');
  assert.equal(roleOf(swapped, 'butik'), 'who:loyalty');
  assert.deepEqual((swapped['interactions'] as { name: unknown }[])[0]?.name, { constant: 'ordrar' });
  for (const role of ['who:email', 'when', 'channel', 'amount', 'order', 'score', 'text', 'topic', 'profile', 'unused']) {
    assert.equal(roleOf(withRole(ORDERS, 'butik', role), 'butik'), role);
  }
});

test('a column that is no longer read leaves nothing of itself behind', () => {
  const less = ORDERS.format.columns.reduce((spec, column) => withRole(spec, column, 'unused'), ORDERS as Parameters<typeof withRole>[0]);
  for (const column of ORDERS.format.columns) assert.equal(roleOf(less, column), 'unused', column);
  assert.deepEqual(less['format'], ORDERS.format);
});

test('answers stand where the questions stood', () => {
  const ask = (field: string) => ({ source: 'ordrar', field, question: '', options: [], samples: [] });
  const paid = answered(ORDERS, ask('money.currency'), 'SEK');
  assert.deepEqual((paid['interactions'] as { money: unknown }[])[0]?.money, { column: 'belopp', currency: { constant: 'SEK' } });
  assert.deepEqual(answered(ORDERS, ask('time.format'), '%d/%m/%Y')['time'], { columns: ['datum'], format: '%d/%m/%Y' });
  const open = { identifiers: [{ column: '?', namespace: '?' }] };
  assert.deepEqual(answered(open, ask('identifiers'), 'kund')['identifiers'], [{ column: 'kund', namespace: 'customer_number' }]);
  assert.deepEqual(answered(open, ask('identifiers'), '')['identifiers'], []);
});

test('a written day is read as the pattern says', () => {
  assert.equal(readDay('03/04/2026 10:00', '%d/%m/%Y %H:%M'), '2026-04-03');
  assert.equal(readDay('03/04/2026 10:00', '%m/%d/%Y %H:%M'), '2026-03-04');
  assert.equal(readDay('13/14/2026', '%d/%m/%Y'), null);
});

test('a step that nothing more is heard of is done when the next begins', () => {
  const told = [['orders', 0.5], ['who is who', null], ['journeys', null], ['journeys', 0.4]] as const;
  assert.deepEqual(told.reduce((now, [step, share]) => stepped(now, step, share), {}), { orders: 1, 'who is who': 1, journeys: 0.4 });
});
