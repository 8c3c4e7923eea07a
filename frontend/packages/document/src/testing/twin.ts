/** The document package for a program of another language: one JSON line in, one out, as `tests/laws` asks. */
import { createInterface } from 'node:readline';
import * as Y from 'yjs';
import type { Change } from '../change.ts';
import { readDocument } from '../live.ts';
import { writeChanges } from '../writing.ts';

interface Question {
  readonly updates: readonly string[]; // base 64
  readonly changes: readonly Change[];
}

for await (const line of createInterface({ input: process.stdin })) {
  const { updates, changes } = JSON.parse(line) as Question;
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  writeChanges(doc, changes);
  const { map, faults } = readDocument(doc);
  const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
  process.stdout.write(`${JSON.stringify({ records: [...map.records.values()], faults, update })}\n`);
}
