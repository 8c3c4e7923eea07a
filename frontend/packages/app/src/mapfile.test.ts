import assert from 'node:assert/strict';
import test from 'node:test';
import { asMapFile } from './mapfile.ts';

test('a workbook goes by its bytes, a text by its words', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
  const book = await asMapFile(new File([bytes], 'Resa.XLSX'));
  assert.equal(book.content, undefined);
  assert.deepEqual(Uint8Array.from(atob(book.packed ?? ''), (letter) => letter.charCodeAt(0)), bytes);
  assert.deepEqual(await asMapFile(new File(['title: Årets resa'], 'resa.yaml')), { file: 'resa.yaml', content: 'title: Årets resa' });
});
