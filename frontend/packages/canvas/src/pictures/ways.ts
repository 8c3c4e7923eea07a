/** Pictures of where customers go: the ways, how many get how far, and where they meet us. */
import { flowPicture } from './flow.ts';
import type { Kinds } from './frame.ts';
import { channelsPicture, stagesPicture, touchpointsPicture } from './reach.ts';
import { transitionsPicture } from './transitions.ts';

export const WAYS: Kinds = {
  channels: channelsPicture,
  flow: flowPicture,
  stages: stagesPicture,
  touchpoints: touchpointsPicture,
  transitions: transitionsPicture,
};
