/** The book of who did what, with what somebody did several times in a row told once. */
import type { AuditLine } from './contract.ts';

export interface Run {
  readonly line: AuditLine; // the newest of them
  readonly count: number;
}

export function inRuns(lines: readonly AuditLine[], detail: (line: AuditLine) => string): readonly Run[] {
  const runs: { line: AuditLine; count: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    const isSame = last && last.line.person === line.person && last.line.name === line.name && last.line.act === line.act && detail(last.line) === detail(line);
    if (isSame) last.count += 1;
    else runs.push({ line, count: 1 });
  }
  return runs;
}
