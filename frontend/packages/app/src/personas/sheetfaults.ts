/** What is wrong in a workshop's sheet, in the reader's language: faults that the server writes are known by their form. */
interface Form {
  readonly form: RegExp;
  readonly key: string;
  readonly names: readonly string[];
}
type Say = (key: string, given: Readonly<Record<string, string | number>>) => string;

const FORMS: readonly Form[] = [
  { form: /^row (\d+): expected persona, trait and level, (.*) is empty$/, key: 'empty', names: ['row', 'columns'] },
  { form: /^row (\d+): expected one level of (.*) for (.*), got ['"](.*)['"] and ['"](.*)['"]$/, key: 'levels', names: ['row', 'trait', 'persona', 'one', 'other'] },
  { form: /^(.*): expected claims that data can bear out, got words alone$/, key: 'words', names: ['persona'] },
  { form: /^(.*): expected a name of its own, a persona from the data is called so$/, key: 'name', names: ['persona'] },
  { form: /^(.*): expected at most (\d+) letters in a name, a trait or a sentence, got more$/, key: 'long', names: ['persona', 'most'] },
  { form: /^['"](.*)['"]: expected letters and signs that can be shown, got control characters or line breaks$/, key: 'signs', names: ['persona'] },
  { form: /^(.*): expected at most (\d+) claims, got (\d+)$/, key: 'claims', names: ['persona', 'most', 'n'] },
  { form: /^(.*): expected a trait, got ['"](.*)['"]; nearest: (.*)$/, key: 'trait', names: ['persona', 'trait', 'nearest'] },
  { form: /^(.*): expected of (.*) one of nothing, everybody is alike, got ['"](.*)['"]$/, key: 'alike', names: ['persona', 'trait', 'level'] },
  { form: /^(.*): expected of (.*) one of (.*), a range such as (\S+), got ['"](.*)['"]$/, key: 'range', names: ['persona', 'trait', 'ways', 'range', 'level'] },
  { form: /^(.*): expected of (.*) one of (.*), got ['"](.*)['"]$/, key: 'level', names: ['persona', 'trait', 'ways', 'level'] },
  { form: /^(.*): expected one (\w+), got (\d+)$/, key: 'once', names: ['persona', 'trait', 'n'] },
  { form: /^expected at most (\d+) personas, got (\d+)$/, key: 'personas', names: ['most', 'n'] },
  { form: /^expected personas with claims, found none$/, key: 'none', names: [] },
  { form: /^and (\d+) faults more$/, key: 'more', names: ['n'] },
  { form: /^expected the columns persona, trait and level in (.*), the file is empty$/, key: 'no_rows', names: ['file'] },
  { form: /^expected the columns persona, trait and level in (.*), once each: (.*)$/, key: 'columns', names: ['file'] },
];

/** A fault in the reader's language; null for one that is known in no other words than the server's. */
export function sheetFault(say: Say, fault: string): string | null {
  for (const { form, key, names } of FORMS) {
    const found = form.exec(fault);
    if (found !== null) return say(`who.fault.${key}`, Object.fromEntries(names.map((name, n) => [name, given(found[n + 1]!)])));
  }
  return null;
}

function given(written: string): string | number {
  return /^\d+$/.test(written) ? Number(written) : written;
}
