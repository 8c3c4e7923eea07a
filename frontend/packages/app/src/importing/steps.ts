/** How far an import is, step by step. */
export type Progress = Readonly<Record<string, number | null>>; // from 0 to 1; null: on its way, nobody knows how far

/** Returns the progress with news of one step; steps that came before it are done, whether they said so or not. */
export function stepped(before: Progress, step: string, share: number | null): Progress {
  const isNew = !(step in before);
  const known = isNew ? Object.fromEntries(Object.keys(before).map((one) => [one, 1])) : before;
  return { ...known, [step]: share };
}
