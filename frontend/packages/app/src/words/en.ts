/** Everything that the app says outside of the map, in English; a folder for each part. The other languages have the same keys. */
import { en as data } from './data/en.ts';
import { en as maps } from './maps/en.ts';
import { en as people } from './people/en.ts';
import { en as plan } from './plan/en.ts';
import { en as shell } from './shell/en.ts';

export const en = { ...shell, ...maps, ...data, ...people, ...plan } as const;

export type WordKey = keyof typeof en;
export type Words = Readonly<Record<WordKey, string>>;
