/** The journey map as a document: immutable records by id, each field with its provenance. Twin of `resa.model.journeymap`. */
import { FIELDS, KINDS, VERSION, type FieldSpec, type Provenance, type RecordKind } from '../../generated/journeymap.ts';

/** What JSON can hold. */
export type Content = string | number | boolean | null | readonly Content[] | { readonly [name: string]: Content };

/** One field's content, how it came to be known, and the commands or ids that show it. */
export interface MapField {
  readonly content: Content;
  readonly provenance: Provenance;
  readonly evidence: readonly string[];
}

/** One thing on a map. */
export interface MapRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly version: number;
  readonly fields: Readonly<Record<string, MapField>>;
}

/** Records by id. */
export interface JourneyMap {
  readonly records: ReadonlyMap<string, MapRecord>;
}

/** Contents by field name, as people write them; null and absent both mean that the field is not there. */
export type Contents = Readonly<Record<string, Content | undefined>>;

export const EMPTY: JourneyMap = { records: new Map() };

/** A field that a person wrote. */
export function asserted(content: Content): MapField {
  return { content, provenance: 'asserted', evidence: [] };
}

/** A record that a person wrote; contents that are null or absent are left out. */
export function recordOf(id: string, kind: RecordKind, contents: Contents): MapRecord {
  const present = Object.entries(contents).filter((entry): entry is [string, Content] => entry[1] !== undefined && entry[1] !== null);
  return { id, kind, version: VERSION, fields: ordered(kind, Object.fromEntries(present.map(([name, content]) => [name, asserted(content)]))) };
}

/** The map of these records in order of kind and id; of two with the same id the last one counts. */
export function mapOf(records: Iterable<MapRecord>): JourneyMap {
  const sorted = [...records].sort(byKindAndId);
  return { records: new Map(sorted.map((record) => [record.id, record])) };
}

/** The record with these fields set, or taken away where they are null. */
export function withFields(record: MapRecord, fields: Readonly<Record<string, MapField | null>>): MapRecord {
  const merged = Object.entries({ ...record.fields, ...fields }).filter((entry): entry is [string, MapField] => entry[1] !== null);
  return { ...record, fields: ordered(record.kind, Object.fromEntries(merged)) };
}

/** What a field holds, null where it is absent. */
export function contentOf(record: MapRecord | undefined, name: string): Content {
  return (record && own(record.fields, name)?.content) ?? null;
}

/** The text of a field, null where it is absent or no text. */
export function textOf(record: MapRecord | undefined, name: string): string | null {
  const content = contentOf(record, name);
  return typeof content === 'string' ? content : null;
}

/** The number of a field, null where it is absent or no number. */
export function numberOf(record: MapRecord | undefined, name: string): number | null {
  const content = contentOf(record, name);
  return typeof content === 'number' ? content : null;
}

/** The yes or no of a field; absent is no. */
export function isSo(record: MapRecord | undefined, name: string): boolean {
  return contentOf(record, name) === true;
}

/** The mapping of a field, null where it is absent or no mapping. */
export function mappingOf(record: MapRecord | undefined, name: string): { readonly [name: string]: Content } | null {
  const content = contentOf(record, name);
  return content !== null && typeof content === 'object' && !Array.isArray(content) ? (content as { readonly [name: string]: Content }) : null;
}

const byKind = new WeakMap<JourneyMap, Map<RecordKind, readonly MapRecord[]>>();

/** The records of one kind by position, ties by id; remembered for as long as the map lives. */
export function ofKind(map: JourneyMap, kind: RecordKind): readonly MapRecord[] {
  let known = byKind.get(map);
  if (!known) {
    known = new Map();
    for (const record of map.records.values()) {
      const group = known.get(record.kind) as MapRecord[] | undefined;
      if (group) group.push(record);
      else known.set(record.kind, [record]);
    }
    for (const group of known.values()) (group as MapRecord[]).sort(byPosition);
    byKind.set(map, known);
  }
  return known.get(kind) ?? [];
}

/** The order of siblings: by position, ties by id. */
export function byPosition(one: MapRecord, other: MapRecord): number {
  return (numberOf(one, 'position') ?? 0) - (numberOf(other, 'position') ?? 0) || byText(one.id, other.id);
}

/** The order of a document: by kind, then by id. */
export function byKindAndId(one: MapRecord, other: MapRecord): number {
  return KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || byText(one.id, other.id);
}

/** Whether two records say the same in every field. */
export function sameRecord(one: MapRecord | undefined, other: MapRecord | undefined): boolean {
  if (one === other) return true;
  if (!one || !other || one.id !== other.id || one.kind !== other.kind || one.version !== other.version) return false;
  const names = Object.keys(one.fields);
  return names.length === Object.keys(other.fields).length && names.every((name) => sameField(one.fields[name], own(other.fields, name)));
}

/** Whether two fields say the same; absent equals absent. */
export function sameField(one: MapField | null | undefined, other: MapField | null | undefined): boolean {
  if (!one || !other) return !one && !other;
  return one.provenance === other.provenance && sameContent(one.content, other.content) && sameContent(one.evidence, other.evidence);
}

/** Whether two contents are equal, however deep; the order of a mapping's keys does not count. */
export function sameContent(one: Content, other: Content): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    return Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((part, at) => sameContent(part, other[at]));
  }
  const [left, right] = [one, other] as [Record<string, Content>, Record<string, Content>];
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name) && sameContent(left[name] as Content, right[name] as Content));
}

/** Whether two maps hold the same records. */
export function sameMap(one: JourneyMap, other: JourneyMap): boolean {
  return one.records.size === other.records.size && [...one.records].every(([id, record]) => sameRecord(record, other.records.get(id)));
}

/** The specification of a field, undefined where the kind has no such field. */
export function specOf(kind: RecordKind, name: string): FieldSpec | undefined {
  return own(FIELDS[kind], name);
}

/** Whether a content has the shape that a field asks for. */
export function fits(content: unknown, shape: FieldSpec['shape']): content is Content {
  if (shape === 'text' || shape === 'prose') return typeof content === 'string';
  if (shape === 'number') return typeof content === 'number' && Number.isFinite(content);
  if (shape === 'yes_no') return typeof content === 'boolean';
  if (shape === 'texts') return Array.isArray(content) && content.every((one) => typeof one === 'string');
  return isMapping(content) && isContent(content);
}

function isContent(found: unknown): boolean {
  if (found === null || typeof found === 'string' || typeof found === 'boolean') return true;
  if (typeof found === 'number') return Number.isFinite(found);
  if (Array.isArray(found)) return found.every(isContent);
  return isMapping(found) && Object.values(found).every(isContent);
}

function isMapping(found: unknown): found is object {
  return typeof found === 'object' && found !== null && Object.getPrototypeOf(found) === Object.prototype;
}

/** Ten digits and twenty-six letters: nobody meets the same twelve twice. */
const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new id for what a person makes: the kind and twelve random letters, as in "card:4k2j9x0aa1bz". */
export function newId(kind: RecordKind, random: () => number = Math.random): string {
  let letters = '';
  for (let count = 0; count < 12; count += 1) letters += LETTERS.charAt(Math.floor(random() * LETTERS.length));
  return `${kind}:${letters}`;
}

/** The fields in the order of `FIELDS`; names that the kind does not have come last. */
function ordered(kind: RecordKind, fields: Readonly<Record<string, MapField>>): Record<string, MapField> {
  const known = Object.keys(FIELDS[kind]).filter((name) => Object.hasOwn(fields, name));
  const others = Object.keys(fields).filter((name) => !Object.hasOwn(FIELDS[kind], name));
  return Object.fromEntries([...known, ...others].map((name) => [name, fields[name] as MapField]));
}

function own<Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
