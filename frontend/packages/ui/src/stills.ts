/** Pictures as SVG documents, for hosts without a browser; `fonts` are the style rules that bring the typeface, or ''. */
import { layout, pagesOf, pagesToSvg, pictureOf, toSvg, type Answer, type Paper, type PictureView, type View } from '../../canvas/src/index.ts';
import { pageIn } from './written.ts';

type AnswerView = PictureView & { readonly theme: View['theme']; readonly ids: string };

/** The first map of a page. */
export function drawFirst(page: string, view: string, fonts: string): string {
  const wanted = JSON.parse(view) as View;
  return toSvg(layout(pageIn(page).views[0]!.map, wanted), { theme: wanted.theme, fonts });
}

/** The first map of a page as pages of a size, cut between stages and between lanes, as JSON. */
export function drawPages(page: string, view: string, paper: string): string {
  const { map } = pageIn(page).views[0]!;
  const wanted = JSON.parse(view) as View;
  const pages = pagesOf(map, wanted, JSON.parse(paper) as Paper);
  return JSON.stringify(pagesToSvg(pages, { theme: wanted.theme, feeling: layout(map, wanted).feeling }));
}

/** The picture of an answer; on a page of others (`ids`) its typeface has a name of its own, so as not to stand for theirs. */
export function drawAnswer(answer: string, view: string, fonts: string): string {
  const { theme, ids, ...wanted } = JSON.parse(view) as AnswerView;
  const family = ids === '' ? 'Inter' : 'Resa Inter';
  const scene = pictureOf(JSON.parse(answer) as Answer, wanted);
  return toSvg(scene, { theme, ids, family, fonts: fonts.replaceAll('font-family:Inter', `font-family:'${family}'`) });
}
