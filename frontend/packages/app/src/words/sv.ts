/** Appens texter på svenska; nycklarna är de engelska textens. */
import type { Words } from './en.ts';
import { sv as data } from './data/sv.ts';
import { sv as maps } from './maps/sv.ts';
import { sv as people } from './people/sv.ts';
import { sv as plan } from './plan/sv.ts';
import { sv as shell } from './shell/sv.ts';

export const sv: Words = { ...shell, ...maps, ...data, ...people, ...plan };
