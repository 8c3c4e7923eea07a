import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branches } from './maptree.ts';

const shown = (maps: { id: string; parent: string | null }[]): string[] => branches(maps).map(({ map, depth }) => `${depth}${map.id}`);

test('parts stand below what they are part of', () => {
  assert.deepEqual(shown([{ id: 'b', parent: 'a' }, { id: 'a', parent: null }, { id: 'c', parent: 'b' }]), ['0a', '1b', '2c']);
});

test('a parent that is gone, or a circle, hides no map', () => {
  assert.deepEqual(shown([{ id: 'a', parent: 'gone' }]), ['0a']);
  assert.deepEqual(shown([{ id: 'a', parent: 'b' }, { id: 'b', parent: 'a' }]).sort(), ['0a', '1b']);
  assert.deepEqual(shown([{ id: 'a', parent: 'a' }]), ['0a']);
});
