/** The document: records, changes, the live binding, the room, the composition, and what an editor may want of them. */
export * from '../../generated/journeymap.ts';
export * from './record.ts';
export * from './change.ts';
export { documentOf, writeChanges } from './writing.ts';
export type { Fault, Reading } from './reading.ts';
export * from './live.ts';
export * from './undo.ts';
export * from './prose.ts';
