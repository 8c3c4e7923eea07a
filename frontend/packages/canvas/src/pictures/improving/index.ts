/** Pictures of what is worth mending: pains, what drives the outcome, what could be done, and what it all costs. */
import type { Kinds } from '../frame.ts';
import { driversPicture } from './drivers.ts';
import { economyPicture } from './economy.ts';
import { opportunitiesPicture } from './opportunities.ts';
import { painsPicture } from './pains.ts';

export const IMPROVING: Kinds = { pains: painsPicture, drivers: driversPicture, opportunities: opportunitiesPicture, economy: economyPicture };
