/** What a spot of a page is called, what follows a click there, and what its mark says. */
import type { Tongue } from '../say.ts';
import { countOf, figureOf, isSmall, nameOf, type Row } from './answer.ts';
import type { Asked } from './frame.ts';
import { DROP_OFF } from './names.ts';
import { unitsOf } from './told.ts';

const SAME_PAGE = '(same page)';
const FURTHER = '(further elements)';
const FURTHER_PAGES = '(further pages)';
const MOST_VAIN = 0.5;

/** Whether most clicks on a spot are in vain, as far as enough of them tell. */
export function isVain(row: Row): boolean {
  return !isSmall(row) && (figureOf(row, 'dead_share') ?? 0) >= MOST_VAIN;
}

/** A page, or those that stand together. */
export function pageName(speaker: Tongue, row: Row): string {
  const page = nameOf(row, 'page') ?? '';
  return page === FURTHER_PAGES ? speaker.say('clicks.further_pages') : page;
}

/** The element of a spot; its area where it met none. */
export function spotName(speaker: Tongue, row: Row): string {
  const [element, area] = [nameOf(row, 'element'), nameOf(row, 'area')];
  if (element === FURTHER) return speaker.say('clicks.further');
  if (element !== null) return element;
  return area === null ? speaker.say('clicks.nowhere') : speaker.say('clicks.area', { area });
}

/** What follows most often. */
export function fateWords(speaker: Tongue, row: Row): string {
  const next = nameOf(row, 'next') ?? '';
  const named = next === SAME_PAGE ? speaker.say('clicks.same_page') : next === DROP_OFF ? speaker.say('clicks.leaves') : next;
  return `${speaker.say('clicks.then', { next: named })} (${speaker.wholePercent(countOf(row, 'next_share'))})`;
}

/** Everything that is known of the clicks on a spot, for whoever hears the picture. */
export function clickLabel(of: Asked, row: Row, { name, key, share }: { name: string; key: string; share: string }): string {
  const { speaker } = of;
  const [dead, rage, goal] = [figureOf(row, 'dead') ?? 0, figureOf(row, 'rage') ?? 0, figureOf(row, 'goal_share')];
  const said = [
    speaker.say(key, { name, clicks: countOf(row, 'clicks'), customers: unitsOf(of, countOf(row, 'customers')), share }),
    fateWords(speaker, row),
    ...(dead > 0 ? [speaker.say('clicks.label.vain', { n: dead })] : []),
    ...(rage > 0 ? [speaker.say('clicks.label.rage', { n: rage })] : []),
    ...(goal === null ? [] : [speaker.say('clicks.label.goal', { share: goal })]),
  ];
  return said.join('; ');
}

/** On which touchpoint of the map a page stands, where that is not called as the page itself. */
export function standsWords({ speaker, answer }: Asked): readonly string[] {
  const [page, touchpoint] = ['page', 'touchpoint'].map((column) => nameOf(answer.rows[0]!, column) ?? '');
  return touchpoint === page ? [] : [speaker.say('clicks.stands', { touchpoint: touchpoint! })];
}
