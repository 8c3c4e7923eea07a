/** Appens tekster på norsk bokmål; nøklene er den engelske tekstens. */
import type { Words } from './en.ts';
import { nb as data } from './data/nb.ts';
import { nb as maps } from './maps/nb.ts';
import { nb as people } from './people/nb.ts';
import { nb as plan } from './plan/nb.ts';
import { nb as shell } from './shell/nb.ts';

export const nb: Words = { ...shell, ...maps, ...data, ...people, ...plan };
