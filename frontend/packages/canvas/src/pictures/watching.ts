/** Pictures of what needs a look: alerts and checks. */
import { alertsPicture } from './alerts.ts';
import { checksPicture } from './checks.ts';
import type { Kinds } from './frame.ts';

export const WATCHING: Kinds = { alerts: alertsPicture, checks: checksPicture };
