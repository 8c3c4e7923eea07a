/** The questions that a card can be bound to, their blanks, and the query that comes of them. */
export interface Blank {
  readonly key: string;
  readonly name: string;
  readonly is_required: boolean;
  readonly choices: readonly { readonly id: string; readonly name: string; readonly unit?: string | null }[];
}

export interface BindableQuestion {
  readonly id: string;
  readonly title: string;
  readonly query: Readonly<Record<string, string>>;
  readonly parameters: readonly Blank[];
}

type Filled = Readonly<Record<string, string>>;

export function queryOf(question: BindableQuestion, blanks: Filled): Record<string, string> {
  const filled = question.parameters.flatMap(({ key }) => (blanks[key] ? [[key, blanks[key]] as const] : []));
  return { ...question.query, ...Object.fromEntries(filled) };
}

export function isComplete(question: BindableQuestion, blanks: Filled): boolean {
  return question.parameters.every(({ key, is_required }) => !is_required || Boolean(blanks[key]));
}

/** A first filling: what was chosen before where it still fits, the stage that the card stands in, else the first choice. */
export function defaultsFor(question: BindableQuestion, { stage, kept }: { stage: string | null; kept: Filled }): Filled {
  return Object.fromEntries(question.parameters.flatMap(({ key, is_required, choices }) => {
    const fitting = [kept[key], key === 'at' ? stage : null].find((one) => one && choices.some((choice) => choice.id === one));
    const content = fitting ?? (is_required ? (choices[0]?.id ?? '') : '');
    return content ? [[key, content]] : [];
  }));
}

/** The question that a query asks, the one that says most of it; null where it is none of these. */
export function readQuery(questions: readonly BindableQuestion[], query: Filled): { readonly question: string; readonly blanks: Filled } | null {
  const fitting = questions.filter((one) => Object.entries(one.query).every(([key, content]) => query[key] === content) && isComplete(one, query));
  const best = [...fitting].sort((one, other) => weight(other) - weight(one))[0];
  if (!best) return null;
  return { question: best.id, blanks: Object.fromEntries(best.parameters.flatMap(({ key }) => (query[key] ? [[key, query[key]]] : []))) };
}

function weight(question: BindableQuestion): number {
  return Object.keys(question.query).length * 2 + question.parameters.length;
}
