/** A map as slides: an opening, then stage by stage, lane by lane. */
import { channelName, figureText, halfWidth, laneTitle, painTitle, purposeName, type Tongue } from '../../../../canvas/src/index.ts';
import { ofKind, stageId, textOf, type JourneyMap } from '../../../../document/src/index.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';

export interface Slide {
  readonly stage: string | null; // the record's id; null for the opening
  readonly lanes: readonly { readonly id: string; readonly name: string; readonly shows: string; readonly words: readonly { readonly text: string; readonly note: string | null }[] }[];
  readonly note: string | null;
}

const SPOKEN = ['findings'];

/** What there is to show; lanes with nothing to say in a stage are left out. */
export function slidesOf(map: JourneyMap, resolved: ResolvedMap, speech: Tongue): readonly Slide[] {
  const opening: Slide = { stage: null, lanes: [], note: textOf(ofKind(map, 'map')[0], 'note') };
  return [opening, ...ofKind(map, 'stage').map((stage): Slide => {
    const id = stageId(stage.id);
    const lanes = resolved.lanes.map((lane) => {
      const cards = resolved.cards.filter((card) => card.lane === lane.id && card.stage === id).map((card) => ({ text: card.message !== null && card.channel !== null ? `${channelName(speech, card.channel)}: ${purposeName(speech, card)}` : purposeName(speech, card), note: card.note }));
      const pains = SPOKEN.includes(lane.shows) ? resolved.pains.filter((pain) => pain.stage === id).map((pain) => ({ text: painTitle(speech, pain), note: null })) : [];
      const figures = [
        ...resolved.figures.filter((row) => row.id === lane.shows).flatMap((row) => row.cells).filter((cell) => cell.stage === id).map((cell) => cell.measurement),
        ...resolved.cells.filter((cell) => cell.lane === lane.id && cell.stage === id).flatMap((cell) => cell.measurement ?? []),
      ].map((measurement) => ({ text: `${figureText(speech, measurement)} ${halfWidth(speech, measurement)}`.trim(), note: null }));
      return { id: lane.id, name: laneTitle({ speaker: speech }, lane), shows: lane.shows, words: [...cards, ...pains, ...figures].filter((one) => one.text !== '') };
    });
    return { stage: stage.id, lanes: lanes.filter((lane) => lane.words.length > 0), note: textOf(stage, 'note') };
  })];
}
