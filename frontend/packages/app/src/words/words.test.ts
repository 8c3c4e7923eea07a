import assert from 'node:assert/strict';
import test from 'node:test';
import { LANGUAGES } from '../speech.ts';
import { GLOSSARY } from './glossary/index.ts';
import { FAULTS, NAMES, PACK } from './index.ts';
import { MAP_WORDS } from './map/index.ts';
import { QUESTION_WORDS } from './questions/index.ts';
import { PERSONA_WORDS } from './personas/index.ts';
import { SIDE_WORDS } from './side/index.ts';
import { VOICE_WORDS } from './voices/index.ts';

type Texts = Readonly<Record<string, string>>;
const blanks = (words: string): string[] => [...words.matchAll(/\{(\w+)(?::(\w+))?/g)].map(([, name, form]) => `${name}:${form ?? ''}`).sort();

for (const [name, pack] of Object.entries({ words: PACK, faults: FAULTS, glossary: GLOSSARY, map: MAP_WORDS, side: SIDE_WORDS, questions: QUESTION_WORDS, voices: VOICE_WORDS, personas: PERSONA_WORDS })) {
  test(`${name}: every language has every key with the same blanks, and no sentence was left in English`, async () => {
    const english: Texts = await pack.en();
    for (const language of LANGUAGES) {
      const words: Texts = await pack[language]();
      assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort(), language);
      for (const [key, text] of Object.entries(english)) assert.deepEqual(blanks(words[key] as string), blanks(text), `${language} ${key}`);
      const same = Object.entries(english).filter(([key, text]) => language !== 'en' && text.length > 24 && words[key] === text);
      assert.deepEqual(same, [], language);
    }
  });
}

test('every term that has a name in the interface has a meaning, and the other way round', async () => {
  const names = [
    ...Object.keys(await PACK.en()).filter((key) => key.startsWith('term.')).map((key) => key.slice(5)),
    ...Object.keys(await NAMES.en()).filter((key) => key.startsWith('kpi.')),
  ];
  assert.deepEqual(names.sort(), Object.keys(await GLOSSARY.en()).sort());
});

test('questions say nothing under a key that another part of the app has', async () => {
  const mine = Object.keys(await QUESTION_WORDS.en());
  for (const pack of [PACK, NAMES, FAULTS, MAP_WORDS, SIDE_WORDS]) {
    const theirs: Texts = await pack.en();
    assert.deepEqual(mine.filter((key) => Object.hasOwn(theirs, key)), []);
  }
});
