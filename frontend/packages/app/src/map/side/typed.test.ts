import assert from 'node:assert/strict';
import test from 'node:test';
import { typed } from './typed.ts';

class Field extends EventTarget {
  value = '';

  type(text: string): void {
    this.value = text;
    this.dispatchEvent(new Event('input'));
  }

  leave(): void {
    this.dispatchEvent(new Event('change'));
  }

  press(key: string): void {
    this.dispatchEvent(Object.assign(new Event('keydown'), { key }));
  }
}

function opened(): { field: Field; kept: string[]; held: ReturnType<typeof typed> } {
  const [field, kept] = [new Field(), [] as string[]];
  return { field, kept, held: typed(field as unknown as HTMLInputElement, (text) => kept.push(`first ${text}`)) };
}

test('what was typed is kept when the field goes, and once', () => {
  const { field, kept, held } = opened();
  field.type('half a wo');
  held.destroy();
  assert.deepEqual(kept, ['first half a wo']);
});

test('a field that was left is not kept again', () => {
  const { field, kept, held } = opened();
  field.type('a word');
  field.leave();
  held.destroy();
  assert.deepEqual(kept, ['first a word']);
});

test('what was typed about one thing is not kept of the next', () => {
  const { field, kept, held } = opened();
  field.type('about the first');
  held.update((text) => kept.push(`second ${text}`));
  held.destroy();
  assert.deepEqual(kept, ['first about the first']);
});

test('Escape takes it back', () => {
  const { field, kept, held } = opened();
  field.type('no');
  field.press('Escape');
  held.destroy();
  assert.deepEqual(kept, []);
});
