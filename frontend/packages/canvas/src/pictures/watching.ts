/** Pictures of what changes: alerts. */
import { alertsPicture } from './alerts.ts';
import type { Kinds } from './frame.ts';

export const WATCHING: Kinds = { alerts: alertsPicture };
