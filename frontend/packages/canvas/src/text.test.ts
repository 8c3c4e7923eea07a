import assert from 'node:assert/strict';
import test from 'node:test';
import { metricsSource } from '../../../bundling/metrics.mjs';
import { readFileSync } from 'node:fs';
import { shortened, widthOf, wrapped } from './text.ts';

test('all digits are equally wide, so figures stand below each other', () => {
  const widths = new Set([...'0123456789'].map((digit) => widthOf(digit, 12)));
  assert.equal(widths.size, 1);
});

test('no line is wider than its room', () => {
  const words = 'Donaudampfschiffahrtsgesellschaft och rabarberkvarg på fredag';
  for (const room of [40, 80, 160]) {
    for (const line of wrapped(words, room, 14, 600, 9)) assert.ok(widthOf(line, 14, 600) <= room, line);
    assert.ok(widthOf(shortened(words, room, 14), 14) <= room);
  }
});

test('text that fits is left as it is', () => {
  assert.equal(shortened('Kassa', 100, 12), 'Kassa');
  assert.deepEqual(wrapped('Kassa', 100, 12), ['Kassa']);
});

test('the widths are those of the font files', () => {
  const written = readFileSync(new URL('../../generated/metrics.ts', import.meta.url), 'utf8');
  assert.equal(written, metricsSource());
});

test('a figure and its unit stay on one line, unless the line is too short for them', () => {
  const words = 'Provsoffan: 61,0\u00a0% n\u00e5r m\u00e5let';
  assert.ok(wrapped(words, 96, 14).some((line) => line.includes('61,0\u00a0%')));
  assert.deepEqual(wrapped('42\u00a0kunder', 30, 14, 400, 9).slice(0, 1), ['42']);
});

test('no short word stands alone on the last line where narrower lines take as many', () => {
  const title = '31.0% leave after Product page';
  const lines = wrapped(title, 214, 14, 600);
  assert.equal(lines.length, 2);
  assert.ok(widthOf(lines[1]!, 14, 600) > 70, lines.join(' | '));
  assert.equal(lines.join(' '), title);
  assert.deepEqual(wrapped('Reads it', 300, 14), ['Reads it']);
  assert.deepEqual(wrapped('web: product page', 106, 14, 400, 2), ['web: product', 'page'], 'nothing is cut for it');
});

test('text is cut where trying every length from the longest down cuts it', () => {
  const byTrying = (text: string, room: number): string => {
    const letters = [...text];
    const cut = (kept: number): string => letters.slice(0, kept).join('').trimEnd() + '…';
    let kept = letters.length;
    while (kept > 1 && widthOf(cut(kept), 14) > room) kept -= 1;
    return widthOf(text, 14) <= room ? text : cut(kept);
  };
  for (const words of ['Rabarberkvarg på fredag', '  två   ord   isär  ', '😡 👩‍👩‍👧 平方', 'å', ' ']) {
    for (let room = 0; room < 200; room += 7) assert.equal(shortened(words, room, 14), byTrying(words, room), `${words} in ${room}`);
  }
});

test('a word as long as a book is cut at once', () => {
  const word = 'å'.repeat(200_000);
  assert.ok(shortened(word, 100, 12).length < 30);
  const lines = wrapped(word, 100, 12, 400, 3);
  assert.equal(lines.length, 3);
  assert.ok(lines[0]!.endsWith('-') && lines[2]!.endsWith('…'), lines.join(' '));
  for (const line of lines) assert.ok(widthOf(line, 12) <= 100);
});
