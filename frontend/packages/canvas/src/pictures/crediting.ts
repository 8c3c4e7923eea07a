/** Pictures of what leads to what: types of journeys, credit for a goal, service across channels. */
import { attributionPicture } from './attribution.ts';
import type { Kinds } from './frame.ts';
import { omnichannelPicture } from './omnichannel.ts';
import { typesPicture } from './types.ts';

export const CREDITING: Kinds = { attribution: attributionPicture, omnichannel: omnichannelPicture, types: typesPicture };
