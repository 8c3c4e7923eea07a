import assert from 'node:assert/strict';
import test from 'node:test';
import { THEMES, type Colours } from './theme.ts';

/** Relative luminance. Source: WCAG 2.2, W3C, 2023. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const READ: (keyof Colours)[] = ['ink1', 'ink2', 'ink3', 'accent', 'good', 'neutral', 'bad'];
const SEEN: (keyof Colours)[] = ['rule2', 'tint2', 'tint4', 'loop', 'good', 'bad'];

test('black on white is 21 to 1', () => assert.equal(Math.round(contrast('#000000', '#FFFFFF')), 21));

for (const [name, colours] of Object.entries(THEMES)) {
  test(`text reaches AA on ${name} paper and panels`, () => {
    for (const paint of READ) {
      for (const ground of ['paper', 'raised', 'accentSoft'] as const) assert.ok(contrast(colours[paint], colours[ground]) >= 4.5, `${paint} on ${ground}: ${contrast(colours[paint], colours[ground]).toFixed(2)}`);
    }
  });
  test(`figures in cells reach AA on every shade of ${name}`, () => {
    for (const [ink, ground] of [['ink1', 'loopSoft'], ['ink1', 'tint1'], ['onTint', 'tint2'], ['paper', 'tint4'], ['paper', 'bank']] as const) {
      assert.ok(contrast(colours[ink], colours[ground]) >= 4.5, `${ink} on ${ground}: ${contrast(colours[ink], colours[ground]).toFixed(2)}`);
    }
  });
  test(`what carries meaning stands out on ${name}`, () => {
    for (const paint of SEEN) assert.ok(contrast(colours[paint], colours.paper) >= 2.4, `${paint}: ${contrast(colours[paint], colours.paper).toFixed(2)}`);
  });
  test(`neighbouring tints of ${name} differ without their colour`, () => {
    assert.ok(contrast(colours.tint1, colours.tint2) >= 1.5);
    assert.ok(contrast(colours.tint3base, colours.tint4) >= 1.5);
    assert.ok(contrast(colours.tint2, colours.tint3base) >= 1.5);
  });
}
