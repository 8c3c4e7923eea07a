/** Pictures of where customers go: the ways, how many get how far, and where they meet us. */
import { aroundPicture } from './around.ts';
import { clicksPicture } from './clicks.ts';
import { flowPicture } from './flow.ts';
import type { Kinds } from './frame.ts';
import { funnelPicture } from './funnel.ts';
import { channelsPicture, stagesPicture, touchpointsPicture } from './reach.ts';
import { retentionPicture } from './retention.ts';
import { transitionsPicture } from './transitions.ts';

export const WAYS: Kinds = {
  around: aroundPicture,
  channels: channelsPicture,
  clicks: clicksPicture,
  flow: flowPicture,
  funnel: funnelPicture,
  retention: retentionPicture,
  stages: stagesPicture,
  touchpoints: touchpointsPicture,
  transitions: transitionsPicture,
};
