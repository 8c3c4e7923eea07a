/** Appens tekster på dansk; nøglerne er den engelske teksts. */
import type { Words } from './en.ts';
import { da as data } from './data/da.ts';
import { da as maps } from './maps/da.ts';
import { da as people } from './people/da.ts';
import { da as plan } from './plan/da.ts';
import { da as shell } from './shell/da.ts';

export const da: Words = { ...shell, ...maps, ...data, ...people, ...plan };
