/** Maps drawn at random for the laws, and small ones for reading. */
import fc from 'fast-check';
import { FIELDS, KINDS, type FieldSpec, type Provenance, type RecordKind } from '../../../generated/journeymap.ts';
import { mapOf, recordOf, type Content, type JourneyMap, type MapField, type MapRecord } from '../record.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const number = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((found) => Math.round(found * 1000) / 1000 + 0));
const part = fc.oneof(number, text, fc.constant(null), fc.array(number, { maxLength: 2 }));
const mapping = fc.dictionary(text.filter((name) => name !== '__proto__'), part, { maxKeys: 3, noNullPrototype: true });
const provenance = fc.constantFrom<Provenance[]>('measured', 'asserted', 'inferred');

/** A content of a shape; required texts may be empty, optional prose never is (empty means absent). */
export function contentFor(spec: FieldSpec): fc.Arbitrary<Content> {
  if (spec.shape === 'number') return number;
  if (spec.shape === 'yes_no') return fc.boolean();
  if (spec.shape === 'texts') return fc.array(text, { maxLength: 2 });
  if (spec.shape === 'mapping') return mapping as fc.Arbitrary<Content>;
  return spec.shape === 'prose' && !spec.isRequired ? text.filter((found) => found !== '') : text;
}

/** A record of a kind whose references lead to records that are there, null where a required one can't. */
export function recordFor(kind: RecordKind, id: string, there: readonly MapRecord[]): fc.Arbitrary<MapRecord | null> {
  const arbitraries: Record<string, fc.Arbitrary<MapField | null>> = {};
  for (const [name, spec] of Object.entries(FIELDS[kind])) {
    const targets = there.filter((record) => record.kind === spec.refersTo).map((record) => record.id);
    if (spec.refersTo && targets.length === 0) {
      if (spec.isRequired) return fc.constant(null);
      continue;
    }
    const content: fc.Arbitrary<Content> = spec.refersTo ? fc.constantFrom(...targets) : contentFor(spec);
    const field = fc.record({ content, provenance, evidence: fc.array(text, { maxLength: 1 }) });
    arbitraries[name] = spec.isRequired ? field : fc.option(field, { freq: 1 });
  }
  return fc.record(arbitraries).map((found) => {
    const fields = Object.fromEntries(Object.entries(found).filter((entry): entry is [string, MapField] => entry[1] !== null));
    return { id, kind, version: 1, fields };
  });
}

/** Maps in which every reference leads somewhere; ids start with `prefix`, so that two may be put into one. */
export function maps(kinds: readonly RecordKind[] = KINDS, prefix = ''): fc.Arbitrary<JourneyMap> {
  return kinds
    .flatMap((kind) => [`${prefix}${kind}:1`, `${prefix}${kind}:å`].map((id) => [kind, id] as const))
    .reduce<fc.Arbitrary<readonly MapRecord[]>>(
      (drawn, [kind, id]) =>
        drawn.chain((records) => fc.option(recordFor(kind, id, records)).map((record) => (record ? [...records, record] : records))),
      fc.constant([]),
    )
    .map(mapOf);
}

/** A map of so many stages and lanes with a card in every cell, as large maps are. */
export function grid(stages: number, lanes: number): JourneyMap {
  const records: MapRecord[] = [recordOf('map', 'map', { title: 'Grid' })];
  for (let at = 0; at < stages; at += 1) records.push(recordOf(`stage:${at}`, 'stage', { name: `Stage ${at}`, position: at }));
  for (let at = 0; at < lanes; at += 1) records.push(recordOf(`lane:${at}`, 'lane', { name: `Lane ${at}`, shows: 'text', position: at }));
  for (let at = 0; at < stages * lanes; at += 1) {
    const place = { lane: `lane:${at % lanes}`, stage: `stage:${Math.floor(at / lanes)}`, position: 0 };
    records.push(recordOf(`card:${at}`, 'card', { ...place, text: `What happens in cell ${at}`, owner: 'Anna' }));
  }
  return mapOf(records);
}

