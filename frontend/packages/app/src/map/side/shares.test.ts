import assert from 'node:assert/strict';
import test from 'node:test';
import { embedCode, exportForms, shareAddress } from './shares.ts';

test('the forms of export are read from the description, plain paths and choices alike', () => {
  const get = { parameters: [{ name: 'id', schema: { type: 'string' } }, { name: 'form', schema: { enum: ['pdf', 'svg', '../x'] } }] };
  assert.deepEqual(exportForms({ paths: { '/api/maps/{id}/export.{form}': { get }, '/api/maps/{id}/export.yaml': {}, '/api/plan/export.{form}': { get } } }), ['pdf', 'svg', 'yaml']);
  assert.deepEqual(exportForms(null), []);
});

test('a title can not break out of the code to embed', () => {
  assert.equal(shareAddress({ token: 'abc' }, 'https://x.example'), 'https://x.example/shared/abc');
  assert.ok(embedCode({ token: 'abc' }, 'A "b" <c>', 'https://x.example').includes('title="A &quot;b&quot; &lt;c>"'));
});
