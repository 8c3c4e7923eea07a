/** The document package for a program of another language: one JSON line in, one out, as `tests/laws` asks. */
import { createInterface } from 'node:readline';
import * as Y from 'yjs';
import type { ResolvedMap } from '../../../generated/resolvedmap.ts';
import { arranged } from '../arrange.ts';
import type { Change } from '../change.ts';
import { readDocument } from '../live.ts';
import { writeChanges } from '../writing.ts';

interface Question {
  readonly updates: readonly string[]; // base 64
  readonly changes: readonly Change[];
  readonly figures?: ResolvedMap; // asks for the drawing as well
}

for await (const line of createInterface({ input: process.stdin })) {
  const { updates, changes, figures } = JSON.parse(line) as Question;
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  writeChanges(doc, changes);
  const { map, faults } = readDocument(doc);
  const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
  const drawing = figures ? arranged({ map, figures }) : null;
  process.stdout.write(`${JSON.stringify({ records: [...map.records.values()], faults, update, drawing })}\n`);
}
