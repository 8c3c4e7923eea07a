/** Slides whose shapes are their own, as JSON: of a map, and of the picture of an answer. */
import { comparisonTold, cutLanes, formName, isUncounted, layout, pagesOf, pictureOf, restsOn, sentenceParts, scenePages, slidesOf, titleOf, tongue, type Answer, type Paper, type PictureView, type SheetPage, type View } from '../../canvas/src/index.ts';
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { pageIn } from './written.ts';

/** Of its size on screen, on slides: from where words are read across a room to where they are just read. */
const SHARES = [1, 0.95, 0.92, 0.89, 0.86, 0.83] as const;
const SMALLER = 6; // so many times as much as slides weighs how much smaller all is drawn
const CUT = 3; // slides that one may spend to keep a lane whole

/** The first map of a page as slides of a size, and what it rests on in words. */
export function mapSlides(page: string, view: string, paper: string): string {
  const { map } = pageIn(page).views[0]!;
  const wanted = JSON.parse(view) as View;
  const { feeling } = layout(map, wanted);
  const pages = slidePages(map, wanted, JSON.parse(paper) as Paper);
  return JSON.stringify({ slides: slidesOf(pages, { theme: wanted.theme, feeling }), rests: restsIn(map, wanted) });
}

/** The pages of the size at which lanes stay whole on few slides. */
function slidePages(map: ResolvedMap, view: View, { width, height }: Paper): readonly SheetPage[] {
  const tried = SHARES.map((share) => {
    const pages = pagesOf(map, view, { width: width / share, height: height / share, keepsLanes: true });
    return { pages, cost: (pages.length + CUT * cutLanes(pages)) * (1 + SMALLER * (1 - share)) };
  });
  return tried.reduce((best, one) => (one.cost < best.cost - 1e-9 ? one : best)).pages;
}

/** The picture of an answer as slides of a size: several where it is a long list. */
export function answerSlides(answer: string, view: string, paper: string): string {
  const { theme, ...wanted } = JSON.parse(view) as PictureView & { theme: View['theme'] };
  const scene = pictureOf(JSON.parse(answer) as Answer, wanted);
  return JSON.stringify(slidesOf(scenePages(scene, JSON.parse(paper) as Paper), { theme, feeling: scene.feeling }));
}

function restsIn(map: ResolvedMap, { language, locale }: View): string[] {
  const speaker = tongue(language, locale);
  const facts = restsOn(speaker, map).map(({ figure, word }) => `${figure} ${word}`).join(', ');
  const form = map.lanes.length > 0 ? formName(speaker, map) : '';
  const sentence = isUncounted(map) ? '' : speaker.say('sentence.all', sentenceParts(speaker, map));
  const held = comparisonTold(speaker, map);
  return [titleOf(speaker, map), form, sentence, facts, held?.against ?? '', held?.summary ?? '', map.is_demo ? speaker.say('base.demo') : ''].filter(Boolean);
}
