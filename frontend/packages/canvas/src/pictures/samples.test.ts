import assert from 'node:assert/strict';
import test from 'node:test';
import { answerOf, WAY_ANSWERS } from '../../samples/answers.ts';
import { IMPROVING_ANSWERS } from '../../samples/improvinganswers.ts';
import { CREDIT_ANSWERS } from '../../samples/creditanswers.ts';
import { MEASURED_ANSWERS } from '../../samples/measuredanswers.ts';
import { PERSONA_ANSWERS } from '../../samples/personaanswers.ts';
import { VOICE_ANSWERS } from '../../samples/voiceanswers.ts';
import { overlaps, textBoxes } from '../../samples/textboxes.ts';
import { WATCHING_ANSWERS } from '../../samples/watchinganswers.ts';
import { marksOf, type Scene } from '../scene.ts';
import { toSvg } from '../svg.ts';
import { pictureOf, PICTURES, type PictureView } from './index.ts';

/** Texts and marks that reach beyond the sheet. */
function beyond(scene: Scene): string[] {
  const boxes = [...textBoxes(scene), ...marksOf(scene).map(({ id, x, y, w, h }) => ({ words: id, x, y, w, h }))];
  return boxes.filter(({ x, y, w, h }) => x < -0.5 || y < -0.5 || x + w > scene.width + 0.5 || y + h > scene.height + 0.5).map(({ words }) => words);
}

const VIEWS: Readonly<Record<string, PictureView>> = {
  wide: { width: 1120, language: 'en' },
  'narrow, Swedish': { width: 640, language: 'sv' },
  'dense, Danish': { width: 1120, language: 'da', density: 'dense' },
  'very wide, Norwegian': { width: 1920, language: 'nb' },
  'least, Danish': { width: 320, language: 'da' },
};

const empty = Object.fromEntries(Object.keys(PICTURES).map((what) => [`${what}, empty`, () => answerOf(what, [])]));

for (const [name, make] of Object.entries({ ...WAY_ANSWERS, ...MEASURED_ANSWERS, ...WATCHING_ANSWERS, ...VOICE_ANSWERS, ...PERSONA_ANSWERS, ...IMPROVING_ANSWERS, ...CREDIT_ANSWERS, ...empty })) {
  for (const [how, view] of Object.entries(VIEWS)) {
    test(`${name}, ${how}: no text covers another, nothing leaves the sheet, every mark is one thing`, () => {
      const scene = pictureOf(make(), view);
      assert.deepEqual(overlaps(textBoxes(scene)), []);
      assert.deepEqual(beyond(scene), []);
      const ids = marksOf(scene).map((mark) => mark.id);
      assert.deepEqual(ids.filter((id, n) => ids.indexOf(id) !== n), []);
      assert.deepEqual(marksOf(scene).filter((mark) => mark.label === '' || /undefined|NaN|\{|null/.test(mark.label)).map((mark) => mark.label), []);
      assert.doesNotMatch(toSvg(scene, { theme: 'light' }), /NaN|undefined|Infinity/);
    });
  }
}

test('hostile names stay text', () => {
  const rows = [{ channel: '<script>alert(1)</script>&"\'', customers: 5, interactions: 9, physical: false }];
  assert.doesNotMatch(toSvg(pictureOf(answerOf('channels', rows, { where: '</svg><script>' }), VIEWS['wide']!), { theme: 'light' }), /<script/);
});

test('a thousand rows are drawn within a few frames', () => {
  const answer = WAY_ANSWERS['transitions, overfull']!();
  assert.ok(answer.rows.length > 1000);
  let best = Infinity;
  for (let tries = 0; tries < 5 || (tries < 60 && best >= 60); tries += 1) { // the machine may be busy
    const start = performance.now();
    pictureOf(answer, VIEWS['wide']!);
    best = Math.min(best, performance.now() - start);
  }
  assert.ok(best < 60, `the best took ${best.toFixed(1)} ms`);
});
