/** What the server says when it does not do what was asked: a code for us, a sentence and faults for people. */
export class Refusal extends Error {
  readonly code: string;
  readonly sentence: string;
  readonly faults: readonly string[];
  readonly status: number;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, said: Readonly<Record<string, unknown>>) {
    super(text(said['sentence']));
    this.status = status;
    this.code = text(said['code']) || `status_${status}`;
    this.sentence = text(said['sentence']);
    this.faults = Array.isArray(said['faults']) ? said['faults'].map(fault) : [];
    this.more = said;
  }
}

/** Whatever was thrown, as a refusal: what did not reach the server is "offline", ours is "broken". */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) return new Refusal(0, { code: 'offline' });
  return new Refusal(0, { code: 'broken', sentence: thrown instanceof Error ? thrown.message : String(thrown) });
}

function text(said: unknown): string {
  return typeof said === 'string' ? said : '';
}

function fault(said: unknown): string {
  return typeof said === 'string' ? said : JSON.stringify(said);
}
