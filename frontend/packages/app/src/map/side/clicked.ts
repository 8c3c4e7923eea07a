/** The pages of a touchpoint on which people click, and where their clicks are shown. */
import type { AnswerTold } from '../../../../generated/api.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';
import { quoted } from './segment.ts';
import type { Filter } from '../filter.ts';

export interface ClickedPage {
  readonly page: string;
  readonly clicks: number;
  readonly vain: number | null; // the share of clicks that nothing follows; null where nothing tells
}

const MOST = 5;
const FURTHER = '(further pages)'; // many that are clicked little, which nobody can ask for together

/** The touchpoint that a mark is about: its own, or the one of its finding; null for other marks. */
export function touchpointOf(map: Pick<ResolvedMap, 'touchpoints' | 'pains'>, id: string): string | null {
  return map.touchpoints.find((one) => one.id === id)?.id ?? map.pains.find((one) => one.id === id)?.touchpoint ?? null;
}

/** The most clicked pages that stand on a touchpoint. */
export function clickedPages(answer: Pick<AnswerTold, 'rows'>, touchpoint: string): readonly ClickedPage[] {
  const rows = answer.rows.filter((row) => row['touchpoint'] === touchpoint && typeof row['page'] === 'string' && row['page'] !== FURTHER);
  return rows.slice(0, MOST).map((row) => ({ page: String(row['page']), clicks: Number(row['clicks']), vain: typeof row['dead_share'] === 'number' ? row['dead_share'] : null }));
}

/** Whom and when the map's figures are about, as questions are asked; `segment` is that of its persona. */
export function askedOf(filter: Filter, segment: string | null): Readonly<Record<string, string | null>> {
  const parts = [segment, filter.where, filter.channel === null ? null : `channel = ${quoted(filter.channel)}`].filter((one) => one !== null && one.trim() !== '');
  const where = parts.length > 1 ? parts.map((one) => `(${one})`).join(' and ') : (parts[0] ?? null);
  return { where, from: filter.from, to: filter.to };
}

/** The address of the picture of a page's clicks. */
export function pictureAddress(page: string, asked: Readonly<Record<string, string | null>>): string {
  const given = Object.entries({ page, ...asked }).filter((one): one is [string, string] => one[1] !== null && one[1] !== '');
  return `/questions/clicks?${new URLSearchParams(given).toString()}`;
}
