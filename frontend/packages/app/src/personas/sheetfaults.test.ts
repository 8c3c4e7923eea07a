import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Speech } from '../speech.ts';
import { da } from '../words/personas/da.ts';
import { en } from '../words/personas/en.ts';
import { nb } from '../words/personas/nb.ts';
import { sv } from '../words/personas/sv.ts';
import { sheetFault } from './sheetfaults.ts';

/** As the server writes them; its own tests hold these sentences. */
const FAULTS = [
  'row 2: expected persona, trait and level, persona is empty',
  "row 5: expected one level of orders for Maja, got 'high' and 'none'",
  'Words only: expected claims that data can bear out, got words alone',
  "Maja: expected of channel:app one of none, some, mainly, a range such as 20-35, got 'mainley'",
  "Maja: expected of region one of nothing, everybody is alike, got 'north'",
  "Maja: expected a trait, got 'order'; nearest: orders",
  'App first: expected a name of its own, a persona from the data is called so',
  'Long: expected at most 400 letters in a name, a trait or a sentence, got more',
  "'A\\nB': expected letters and signs that can be shown, got control characters or line breaks",
  'Maja: expected one quote, got 2',
  'expected at most 50 personas, got 51',
  'expected personas with claims, found none',
  'and 3 faults more',
  'expected the columns persona, trait and level in a.csv, once each: level is missing',
  'expected the columns persona, trait and level in a.csv, the file is empty',
];

test('every fault of a sheet is told in each language, with what it is about', () => {
  for (const [language, words] of Object.entries({ en, sv, da, nb })) {
    const speech = new Speech(language as 'en');
    const told = FAULTS.map((fault) => sheetFault((key, given) => speech.fill(words[key as keyof typeof en], given), fault));
    assert.deepEqual(told.filter((one) => one === null || /[{}]|undefined|expected/.test(one)), [], language);
    assert.match(told[3]!, /mainley.*|none, some, mainly/);
  }
});

test('in Swedish, row by row', () => {
  const speech = new Speech('sv');
  const say = (key: string, given: Readonly<Record<string, string | number>>): string => speech.fill(sv[key as keyof typeof sv], given);
  assert.equal(sheetFault(say, FAULTS[1]!), 'Rad 5: Maja är både ”high” och ”none” i orders; behåll det ena');
  assert.equal(sheetFault(say, FAULTS[12]!), 'Och 3\u00a0fel till');
  assert.equal(sheetFault(say, 'something else'), null);
});
