/** What a customer did in one go: steps on the same channel with no long wait between them, told as one. */
export interface Happened {
  readonly time: string;
  readonly channel: string;
  readonly touchpoint: string;
  readonly stage: string | null;
}

export interface Run<T extends Happened> {
  readonly first: T;
  readonly acts: readonly T[];
  readonly steps: readonly { readonly touchpoint: string; readonly times: number }[]; // what came several times in a row once
  readonly stages: readonly string[];
}

const WAIT_MS = 30 * 60_000;

/** The runs of what happened, in its order; a month begins a new one. */
export function runsOf<T extends Happened>(happenings: readonly T[]): readonly Run<T>[] {
  const found: T[][] = [];
  for (const one of happenings) {
    const before = found.at(-1)?.at(-1);
    if (before && goesOn(before, one)) found.at(-1)!.push(one);
    else found.push([one]);
  }
  return found.map((acts) => ({ first: acts[0]!, acts, steps: stepsOf(acts), stages: [...new Set(acts.flatMap((one) => one.stage ?? []))] }));
}

function goesOn(before: Happened, next: Happened): boolean {
  return before.channel === next.channel && before.time.slice(0, 7) === next.time.slice(0, 7) && Date.parse(next.time) - Date.parse(before.time) <= WAIT_MS;
}

function stepsOf(acts: readonly Happened[]): Run<Happened>['steps'] {
  const steps: { touchpoint: string; times: number }[] = [];
  for (const { touchpoint } of acts) {
    const last = steps.at(-1);
    if (last?.touchpoint === touchpoint) last.times += 1;
    else steps.push({ touchpoint, times: 1 });
  }
  return steps;
}
