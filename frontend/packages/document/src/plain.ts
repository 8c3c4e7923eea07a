/** A map as files and answers hold it: records by id in sections of their kind. Twin of `resa.mapping.document`. */
import { KINDS, VERSION, type Provenance, type RecordKind } from '../../generated/journeymap.ts';
import { mapOf, type Content, type JourneyMap, type MapField, type MapRecord } from './record.ts';

type PlainFields = { readonly [name: string]: Content };

/** Sections by name; what else stands there ("resa", "version") is no section. */
export type PlainMap = { readonly [section: string]: Content };

const OWN_KEYS: readonly string[] = ['provenance', 'evidence', 'version'];

/** The map that a plain document says; what is no record is left out. */
export function fromPlain(plain: PlainMap): JourneyMap {
  return mapOf(KINDS.flatMap((kind) => Object.entries(mappingAt(plain, sectionOf(kind))).flatMap(([id, fields]) => (isMapping(fields) ? [plainRecord(id, kind, fields)] : []))));
}

/** The key under which a document lists records of one kind. */
export function sectionOf(kind: RecordKind): string {
  return kind === 'entry' ? 'entries' : `${kind}s`;
}

function plainRecord(id: string, kind: RecordKind, plain: PlainFields): MapRecord {
  const said = plain['provenance'];
  const evidence = mappingAt(plain, 'evidence');
  const fields = Object.entries(plain).filter(([name]) => !OWN_KEYS.includes(name)).map(([name, content]): [string, MapField] => {
    const provenance = (typeof said === 'string' ? said : isMapping(said) ? (said[name] ?? 'asserted') : 'asserted') as Provenance;
    return [name, { content, provenance, evidence: (evidence[name] as readonly string[] | undefined) ?? [] }];
  });
  return { id, kind, version: typeof plain['version'] === 'number' ? plain['version'] : VERSION, fields: Object.fromEntries(fields) };
}

function mappingAt(plain: PlainFields, name: string): PlainFields {
  const found = Object.hasOwn(plain, name) ? plain[name] : undefined;
  return isMapping(found) ? found : {};
}

function isMapping(content: Content | undefined): content is PlainFields {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}
