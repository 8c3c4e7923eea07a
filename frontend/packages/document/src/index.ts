/** The document: records, changes, the live binding, the room, the composition, and what an editor may want of them. */
export * from '../../generated/journeymap.ts';
export * from './record.ts';
export * from './change.ts';
export { documentOf, writeChanges } from './writing.ts';
export type { Fault, Reading } from './reading.ts';
export * from './live.ts';
export * from './undo.ts';
export * from './prose.ts';
export * from './room.ts';
export * from './keep.ts';
export type { Presence, PresenceFrame } from './presence.ts';
export type { Clock, Host, Line, Listener } from './world.ts';
export { frameOf, messageOf, type Message } from './wire.ts';
export * from './arrange.ts';
