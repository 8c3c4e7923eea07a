/** What is sent when on which channel: the usual plan, and what a map's own plan holds. */
import { addCard, addLane, applied, ofKind, textOf, type Change, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';

export const CHANNELS = ['email', 'sms', 'rcs', 'whatsapp', 'viber', 'push', 'app', 'chat', 'phone', 'letter'] as const;
export const PURPOSES = ['welcome_offer', 'news', 'product_information', 'campaign', 'confirmation', 'order_confirmation', 'payment_reminder', 'delivery_notice', 'satisfaction_survey', 'reward', 'vip_offer'] as const;

/** Channels and purposes by the stage of the usual five: after the purchase is "retention", loyalty is "advocacy". */
export const USUAL: readonly { readonly stage: string; readonly channels: readonly string[]; readonly purposes: readonly string[] }[] = [
  { stage: 'awareness', channels: ['sms', 'rcs', 'viber', 'whatsapp'], purposes: ['welcome_offer', 'news'] },
  { stage: 'consideration', channels: ['email', 'rcs', 'viber'], purposes: ['product_information', 'campaign'] },
  { stage: 'purchase', channels: ['sms', 'whatsapp', 'viber'], purposes: ['confirmation', 'payment_reminder'] },
  { stage: 'retention', channels: ['sms', 'email', 'whatsapp', 'viber'], purposes: ['delivery_notice', 'satisfaction_survey'] },
  { stage: 'advocacy', channels: ['sms', 'whatsapp', 'viber', 'email'], purposes: ['reward', 'vip_offer'] },
];

export function planLaneOf(map: JourneyMap): MapRecord | undefined {
  return ofKind(map, 'lane').find((lane) => textOf(lane, 'shows') === 'message_plan');
}

export function plannedCards(map: JourneyMap): readonly MapRecord[] {
  const lane = planLaneOf(map);
  return lane ? ofKind(map, 'card').filter((card) => textOf(card, 'lane') === lane.id) : [];
}

/** The lane, where there is none, and the usual plan in the stages that the map has; what stands there already stays. */
export function usualPlan(map: JourneyMap): readonly Change[] {
  const changes: Change[] = planLaneOf(map) ? [] : [...addLane(map, { shows: 'message_plan' })];
  let next = applied(map, changes);
  const lane = planLaneOf(next)?.id ?? '';
  const known = new Set(plannedCards(next).map((card) => [textOf(card, 'stage'), textOf(card, 'channel'), textOf(card, 'message')].join('|')));
  for (const { stage, channels, purposes } of USUAL) {
    const record = stageFor(next, stage);
    if (!record) continue;
    for (const channel of channels) for (const message of purposes) {
      if (known.has([record.id, channel, message].join('|'))) continue;
      const more = addCard(next, { lane, stage: record.id, channel, message });
      changes.push(...more);
      next = applied(next, more);
    }
  }
  return changes;
}

/** A message more or less in a cell of the plan. */
export function planned(map: JourneyMap, { stage, channel, message }: { stage: string; channel: string; message: string }): readonly Change[] {
  const lane = planLaneOf(map);
  if (lane) return addCard(map, { lane: lane.id, stage, channel, message });
  const made = addLane(map, { shows: 'message_plan' });
  const next = applied(map, made);
  return [...made, ...addCard(next, { lane: planLaneOf(next)?.id ?? '', stage, channel, message })];
}

/** The stage of that name, or the one in its place where a map has five of its own. */
function stageFor(map: JourneyMap, stage: string): MapRecord | undefined {
  const stages = ofKind(map, 'stage');
  const named = stages.find((one) => one.id === `stage:${stage}` || textOf(one, 'follows') === stage);
  return named ?? (stages.length === USUAL.length ? stages[USUAL.findIndex((one) => one.stage === stage)] : undefined);
}
