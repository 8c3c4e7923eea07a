/** Pictures of how it goes: waits, visits, figures and what differs. */
import { bouncePicture } from './bounce.ts';
import { comparisonPicture } from './comparison.ts';
import type { Kinds } from './frame.ts';
import { switchesPicture } from './switches.ts';
import { variantsPicture } from './variants.ts';
import { waitsPicture } from './waits.ts';

export const MEASURED: Kinds = {
  bounce: bouncePicture,
  comparison: comparisonPicture,
  switches: switchesPicture,
  variants: variantsPicture,
  waits: waitsPicture,
};
