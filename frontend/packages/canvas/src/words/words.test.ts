import assert from 'node:assert/strict';
import test from 'node:test';
import { WORDS } from './index.ts';

const blanks = (words: string): string[] => [...words.matchAll(/\{(\w+)(?::(\w+))?/g)].map(([, name, form]) => `${name}:${form ?? ''}`).sort();

test('every language has every key with the same blanks', () => {
  for (const [language, words] of Object.entries(WORDS)) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(WORDS.en).sort(), language);
    for (const [key, english] of Object.entries(WORDS.en)) assert.deepEqual(blanks(words[key as keyof typeof words]), blanks(english), `${language} ${key}`);
  }
});

test('no sentence was left in English', () => {
  for (const language of ['sv', 'da', 'nb'] as const) {
    const same = Object.entries(WORDS.en).filter(([key, english]) => english.length > 24 && WORDS[language][key as keyof typeof WORDS.en] === english);
    assert.deepEqual(same, []);
  }
});
