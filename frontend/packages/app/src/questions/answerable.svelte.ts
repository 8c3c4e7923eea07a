/** What can be asked of the workspace, asked for once and again when the data has changed. */
import type { Answerable } from '../../../generated/api.ts';
import { api } from '../api.ts';
import { Asking } from '../asking.svelte.ts';
import { MAP_WORDS } from '../words/map/index.ts';
import { QUESTION_WORDS } from '../words/questions/index.ts';
import { SIDE_WORDS } from '../words/side/index.ts';
import { speaker } from '../speaker.svelte.ts';

export const knowing = new Asking<Answerable>();

export async function know(): Promise<boolean> {
  await Promise.all([QUESTION_WORDS, SIDE_WORDS, MAP_WORDS].map((pack) => speaker.learn(pack)));
  return knowing.run(() => api.get<Answerable>('/answers'));
}
