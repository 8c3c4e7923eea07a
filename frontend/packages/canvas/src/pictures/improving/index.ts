/** Pictures of what is worth mending: pains, what drives the outcome, and what could be done. */
import type { Kinds } from '../frame.ts';
import { driversPicture } from './drivers.ts';
import { opportunitiesPicture } from './opportunities.ts';
import { painsPicture } from './pains.ts';

export const IMPROVING: Kinds = { pains: painsPicture, drivers: driversPicture, opportunities: opportunitiesPicture };
