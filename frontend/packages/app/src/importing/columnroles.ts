/**
 * What each column of a file is taken for, read out of a source spec and written back into it.
 *
 * A column may stand in several places of a spec; its role is the most telling of them. Giving a column a role takes
 * it out of every other place first, so that what is shown is what is read.
 */
import type { Json, Spec } from '../contract.ts';

export const NAMESPACES = ['customer_number', 'email', 'phone', 'loyalty', 'login', 'device', 'card', 'crm'] as const;

/** What a file's reading may take a column for, beside who it is; the later ones are found, not chosen. */
export const ROLES = [
  'when', 'name', 'channel', 'amount', 'order', 'score', 'text', 'topic', 'profile', 'unused',
  'consent', 'sequence', 'later', 'wait', 'matter', 'outcome', 'language', 'device', 'direction', 'campaign', 'currency', 'article', 'quantity', 'rated', 'region', 'record', 'click', 'other',
] as const; // prettier-ignore

/** Identifiers that name a record, not a person. */
const RECORDS = new Set(['ticket', 'call']);

/** One of `ROLES`, or `who:` and the namespace of an identifier. */
export type ColumnRole = string;

/** Roles a person may choose; consents and the rest are found or written in the spec. */
export const CHOICES: readonly ColumnRole[] = ['unused', ...NAMESPACES.map((one) => `who:${one}`), 'when', 'name', 'channel', 'amount', 'order', 'score', 'text', 'topic', 'profile'];

type Mapping = Readonly<Record<string, Json>>;

export function columnsOf(spec: Spec): readonly string[] {
  const format = mapping(spec['format']);
  return texts(format['columns'] ?? []);
}

/** Returns the role of a column in a spec. */
export function roleOf(spec: Spec, column: string): ColumnRole {
  const who = list(spec['identifiers']).map(mapping).find((one) => one['column'] === column);
  const namespace = String(who?.['namespace'] ?? 'order');
  if (RECORDS.has(namespace)) return texts(spec['record'] ?? []).includes(column) ? 'record' : 'matter';
  if (namespace !== 'order') return `who:${namespace}`;
  if (reads(spec['time'], column)) return 'when';
  return roleInside(spec, column) ?? roleBeside(spec, column) ?? (stands({ ...spec, format: null }, column) ? 'other' : 'unused');
}

function roleInside(spec: Spec, column: string): ColumnRole | null {
  const rules = list(spec['interactions']).map(mapping);
  const orders = list(spec['orders']).map(mapping);
  const inRules = (field: string): boolean => rules.some((rule) => reads(rule[field], column));
  if (inRules('name')) return 'name';
  if (inRules('channel')) return 'channel';
  if (inRules('money') || orders.some((one) => reads(one['money'], column))) return 'amount';
  if (inRules('order_id') || orders.some((one) => reads(one['order_id'], column))) return 'order';
  if (inRules('score') || list(spec['answers']).some((one) => reads(mapping(one), column))) return 'score';
  if (inRules('text')) return 'text';
  if (inRules('topic')) return 'topic';
  if (reads(mapping(spec['profile'])['columns'], column) || Object.hasOwn(mapping(mapping(spec['profile'])['columns']), column)) return 'profile';
  if (list(spec['consents']).some((one) => mapping(one)['column'] === column)) return 'consent';
  return texts(spec['sequence'] ?? []).includes(column) ? 'sequence' : null;
}

/** Returns what else a column may be for: a file's own course, and what says something about other columns. */
function roleBeside(spec: Spec, column: string): ColumnRole | null {
  const rules = list(spec['interactions']).map(mapping);
  const orders = list(spec['orders']).map(mapping);
  const lines = orders.map((one) => mapping(one['lines']));
  const inRules = (field: string): boolean => rules.some((rule) => reads(rule[field], column));
  if (inRules('time')) return 'later';
  if (rules.some((rule) => Object.values(mapping(rule['click'])).some((origin) => reads(origin, column)))) return 'click';
  for (const field of ['wait', 'matter', 'outcome', 'language', 'device', 'direction', 'campaign']) if (inRules(field)) return field;
  if ([...rules, ...orders, ...lines].some((one) => [one['money'], one['price']].some((paid) => mapping(paid)['currency'] === column))) return 'currency';
  if (lines.some((one) => reads(one['money'], column) || reads(one['price'], column))) return 'amount';
  if (lines.some((one) => reads(one['product'], column))) return 'article';
  if (lines.some((one) => one['quantity'] === column)) return 'quantity';
  if (list(spec['answers']).some((one) => reads(mapping(one)['touchpoint'], column))) return 'rated';
  if (list(spec['identifiers']).some((one) => mapping(one)['region_column'] === column)) return 'region';
  return texts(spec['record'] ?? []).includes(column) ? 'record' : null;
}

/** Returns the spec in which the column has that role and no other. */
export function withRole(spec: Spec, column: string, role: ColumnRole): Spec {
  const bare = without(spec, column);
  if (role.startsWith('who:')) {
    return { ...bare, identifiers: [...list(bare['identifiers']), { column, namespace: role.slice(4) }] };
  }
  if (role === 'when') return { ...bare, time: column, interactions: list(bare['interactions']).length ? bare['interactions']! : [newRule(bare)] };
  if (role === 'profile') return { ...bare, profile: { ...mapping(bare['profile']), columns: { ...mapping(mapping(bare['profile'])['columns']), [column]: column } } };
  const content = RULE_FIELDS[role]?.(column);
  return content === undefined ? bare : withRuleField(bare, fieldOf(role), content);
}

const RULE_FIELDS: Readonly<Record<string, (column: string) => Json>> = {
  name: (column) => column,
  channel: (column) => column,
  amount: (column) => ({ column, currency: { constant: '?' } }),
  order: (column) => column,
  score: (column) => ({ column }),
  text: (column) => column,
  topic: (column) => column,
};

function fieldOf(role: ColumnRole): string {
  return { amount: 'money', order: 'order_id' }[role] ?? role;
}

function withRuleField(spec: Spec, field: string, content: Json): Spec {
  const rules = list(spec['interactions']).map(mapping);
  const [first = newRule(spec), ...rest] = rules;
  return { ...spec, interactions: [{ ...first, [field]: content }, ...rest] };
}

function newRule(spec: Spec): Mapping {
  return { name: { constant: String(spec['source'] ?? '') }, channel: { constant: 'other' } };
}

/** Returns the spec without the column: rules that need it get a constant, optional places are left out. */
function without(spec: Spec, column: string): Spec {
  const kept: Record<string, Json> = {};
  for (const [field, content] of Object.entries(spec)) {
    const left = field === 'format' ? content : lessOf(field, content, column, spec);
    if (left !== undefined) kept[field] = left;
  }
  return kept;
}

function lessOf(field: string, content: Json, column: string, spec: Spec): Json | undefined {
  if (!stands(content, column)) return content;
  if (field === 'time') return { columns: ['?'] };
  if (field === 'identifiers' || field === 'consents' || field === 'answers') return list(content).filter((one) => !stands(one, column));
  if (field === 'interactions') return list(content).map((one) => lessRule(mapping(one), column, spec));
  if (field === 'profile') return lessProfile(mapping(content), column);
  if (Array.isArray(content)) return content.filter((one) => one !== column);
  return undefined;
}

function lessRule(rule: Mapping, column: string, spec: Spec): Mapping {
  const kept: Record<string, Json> = {};
  for (const [field, content] of Object.entries(rule)) {
    if (!stands(content, column)) kept[field] = content;
    else if (field === 'name') kept[field] = { constant: String(spec['source'] ?? '') };
    else if (field === 'channel') kept[field] = { constant: 'other' };
  }
  return kept;
}

function lessProfile(profile: Mapping, column: string): Mapping | undefined {
  const columns = Object.fromEntries(Object.entries(mapping(profile['columns'])).filter(([name, from]) => name !== column && from !== column));
  return Object.keys(columns).length ? { ...profile, columns } : undefined;
}

/** Whether a part of a spec names the column in a place where columns stand. */
function reads(part: Json | undefined, column: string): boolean {
  if (part === undefined || part === null) return false;
  if (typeof part === 'string') return part === column;
  if (Array.isArray(part)) return part.some((one) => reads(one, column));
  if (typeof part !== 'object') return false;
  const rule = part as Mapping;
  const template = rule['template'];
  return ['column', 'columns', 'times', 'start', 'end'].some((field) => reads(rule[field], column)) || (typeof template === 'string' && template.includes(`{${column}}`));
}

/** Whether the column is named anywhere inside, constants left aside. */
function stands(part: Json | undefined, column: string): boolean {
  if (part === undefined || part === null) return false;
  if (typeof part === 'string') return part === column || part.includes(`{${column}}`);
  if (Array.isArray(part)) return part.some((one) => stands(one, column));
  if (typeof part !== 'object') return false;
  return Object.entries(part as Mapping).some(([name, one]) => !SPOKEN.has(name) && (name === column || stands(one, column)));
}

const SPOKEN = new Set(['constant', 'namespace', 'source', 'files', 'format', 'translate', 'otherwise', 'granted', 'one_of', 'none_of']);

function list(part: Json | undefined): readonly Json[] {
  return part === undefined || part === null ? [] : Array.isArray(part) ? part : [part as Json];
}

function mapping(part: Json | undefined): Mapping {
  return part !== null && typeof part === 'object' && !Array.isArray(part) ? (part as Mapping) : {};
}

function texts(part: Json): readonly string[] {
  return list(part).filter((one): one is string => typeof one === 'string');
}
