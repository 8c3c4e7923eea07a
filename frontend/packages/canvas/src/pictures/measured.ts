/** Pictures of how it goes: waits, visits, figures and what differs. */
import { bouncePicture } from './bounce.ts';
import type { Kinds } from './frame.ts';
import { variantsPicture } from './variants.ts';
import { waitsPicture } from './waits.ts';

export const MEASURED: Kinds = {
  bounce: bouncePicture,
  variants: variantsPicture,
  waits: waitsPicture,
};
