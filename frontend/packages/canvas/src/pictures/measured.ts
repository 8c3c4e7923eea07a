/** Pictures of how it goes: waits, visits, figures and what differs. */
import { bouncePicture } from './bounce.ts';
import { companiesPicture } from './companies.ts';
import { comparisonPicture } from './comparison.ts';
import { conformancePicture } from './conformance.ts';
import { conversionsPicture } from './conversions.ts';
import type { Kinds } from './frame.ts';
import { kpisPicture } from './kpis.ts';
import { microConversionsPicture } from './microconversions.ts';
import { repeatsPicture } from './repeats.ts';
import { sessionsPicture } from './sessions.ts';
import { switchesPicture } from './switches.ts';
import { variantsPicture } from './variants.ts';
import { waitsPicture } from './waits.ts';

export const MEASURED: Kinds = {
  bounce: bouncePicture,
  companies: companiesPicture,
  comparison: comparisonPicture,
  conformance: conformancePicture,
  conversions: conversionsPicture,
  kpis: kpisPicture,
  'micro-conversions': microConversionsPicture,
  repeats: repeatsPicture,
  sessions: sessionsPicture,
  switches: switchesPicture,
  variants: variantsPicture,
  waits: waitsPicture,
};
