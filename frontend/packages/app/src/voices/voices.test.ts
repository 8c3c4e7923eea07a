import assert from 'node:assert/strict';
import test from 'node:test';
import { choicesOf, marked, textsBehind, voicesPath, voicesQuery } from './voices.ts';

test('words behind a reading are marked where they stand, whole words only and whatever their case', () => {
  const words = [{ word: 'sen', weight: -0.4 }, { word: 'underbar', weight: 0.6 }, { word: 'alls', weight: 0 }];
  assert.deepEqual(marked('Sen leverans, senare underbar!', words), [
    { text: 'Sen', weight: -0.4 }, { text: ' leverans, senare ', weight: 0 }, { text: 'underbar', weight: 0.6 }, { text: '!', weight: 0 },
  ]);
});

test('signs of patterns in words are plain letters, and a text without such words is one piece', () => {
  assert.deepEqual(marked('a+b (c)', [{ word: 'a+b', weight: 1 }]), [{ text: 'a+b', weight: 1 }, { text: ' (c)', weight: 0 }]);
  assert.deepEqual(marked('nothing', []), [{ text: 'nothing', weight: 0 }]);
});

test('what is chosen is asked of the server, the group as one filter', () => {
  const asked = voicesQuery(new URLSearchParams('who=profile.x = y&channel=web&feeling=negative&theme=frakt · sen'), 30);
  assert.equal(asked['where'], "(profile.x = y) and (channel = web)");
  assert.deepEqual([asked['feeling'], asked['theme'], asked['skip'], asked['reason']], ['negative', 'frakt · sen', 30, null]);
  assert.equal(voicesPath({ touchpoint: 'chat: x', feeling: null }), '/voices?touchpoint=chat%3A+x');
});

test('a choice that leaves no text stays, so that it can be taken back', () => {
  assert.deepEqual(choicesOf({ price: 3 }, 'staff'), [['price', 3], ['staff', 0]]);
  assert.deepEqual(choicesOf(undefined, ''), []);
});

test('a figure that counts texts leads to these texts, under the filter that stands', () => {
  const query = new URLSearchParams('channel=web&by=touchpoint');
  assert.equal(textsBehind('emotions', { touchpoint: 'chat' }, 'inferred_n', query), '/voices?channel=web&touchpoint=chat');
  assert.equal(textsBehind('themes', { kind: 'reason', theme: 'price' }, 'count', query), '/voices?channel=web&reason=price');
  assert.equal(textsBehind('themes', { kind: 'theme', theme: 'frakt · sen' }, 'count', new URLSearchParams()), '/voices?theme=frakt+%C2%B7+sen');
  assert.equal(textsBehind('emotions', { channel: 'web' }, 'inferred_n', query), null);
  assert.equal(textsBehind('stages', { touchpoint: 'chat' }, 'count', query), null);
});

test('words that moved a reading little are left unmarked', () => {
  assert.deepEqual(marked('sen och dyr', [{ word: 'sen', weight: -0.5 }, { word: 'och', weight: -0.01 }]), [{ text: 'sen', weight: -0.5 }, { text: ' och dyr', weight: 0 }]);
});
