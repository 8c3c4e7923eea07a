/** Invented answers for the pictures of voices: usual ones, one row alone, and far more than a sheet holds. */
import type { Answer, Row } from '../src/pictures/answer.ts';
import { answerOf, shareOf } from './answers.ts';

const LONG = 'Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutinen';
const STAGES = ['awareness', 'consideration', 'purchase', 'retention', 'advocacy'];
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const named = (n: number, isLong: boolean): string => (isLong ? `${LONG.slice(0, 56)} ${n}` : ['event visit', 'mention', 'store visit', 'order delivered', 'chat', 'return', 'workshop', 'review'][n % 8]! + (n < 8 ? '' : ` ${n}`));

/** One side of a row: scores, or words. */
function side(name: 'reported' | 'inferred', mean: number | null, n: number): Row {
  return { [name]: mean, [`${name}_n`]: n, ...(mean === null ? {} : { [`${name}_interval`]: [Math.max(-2, mean - 2.5 / Math.sqrt(n)), Math.min(2, mean + 2.5 / Math.sqrt(n))] }) };
}

export function emotions(count: number, isLong = false, by = 'touchpoint'): Answer {
  const rows = times(count, (n): Row => ({
    [by]: n === 3 && by !== 'touchpoint' && by !== 'stage' ? null : by === 'stage' ? STAGES[n % 5] : named(n, isLong),
    ...(by === 'touchpoint' ? { stage: n === count - 1 && count > 4 ? null : STAGES[Math.min(4, Math.floor((n * 5) / count))] } : {}),
    ...side('reported', n % 4 === 1 ? null : 1.6 - (n % 7) * 0.5, n % 4 === 1 ? 0 : 2000 - n * 15), ...side('inferred', n % 5 === 4 || n % 7 === 6 ? null : 1.2 - (n % 6) * 0.45, n % 5 === 4 ? 3 : 9 + n * 21), inferred_decided: n % 7 === 6 ? 2 : n % 5 === 4 ? 3 : 5 + n * 9,
    customers: 400, met: 900, response_share: n % 3 === 0 ? null : 0.27, abstained_share: 0.2, emotions: n % 2 === 0 ? { joy: 62, disappointment: 18 } : {}, ...(n === 5 ? { small_sample: true } : {}),
  }));
  return answerOf('emotions', rows, { notes: ['8324 of 29961 customers said something, in 12871 sayings', '5667 of 5667 different texts were read by word lists', 'named emotions are beta'] });
}

export function themes(found: number, reasons: number, isLong = false): Answer {
  const known = ['waiting', 'delivery', 'assortment', 'payment', 'quality', 'price', 'fault', 'staff', 'returns', 'information', 'findability', 'access'];
  const row = (kind: string, theme: string, n: number): Row => {
    const part = Math.ceil(900 / (n + 1));
    return {
      kind, theme, cause: ['process', 'delivery', 'product', 'policy', 'service'][n % 5], count: part, ...shareOf(part, 8000), customers: Math.ceil(part * 0.8), ...side('inferred', n % 6 === 5 ? null : 1.5 - (n % 4), part),
      ...side('reported', n % 2 === 0 ? 1.1 : null, 40), before_share: 0.05, now_share: 0.08, change: n % 5 === 4 ? null : 0.03 - n * 0.002, p: 0.01, differs: n % 2 === 0, touchpoint: 'chat', others_share: kind === 'reason' && n % 2 === 0 ? 0.06 : null,
      quote: n % 4 === 3 ? null : isLong ? `${LONG} `.repeat(4).slice(0, 190) : 'Pakken kom 3 dager for sent, og ingen sa noe.', quote_language: 'nb',
    };
  };
  const rows = [...times(found, (n) => row('theme', isLong ? `${LONG} · ${LONG} ${n}` : `pakke · sent · dager ${n}`, n)), ...times(reasons, (n) => row('reason', known[n % 12]!, n))];
  return answerOf('themes', rows, { notes: ['change is 2026-08-02 to 2026-10-31 against 2026-05-04 to 2026-08-02', '1204 sayings about 3 other companies stand beside ours'] });
}

export function loyalty(count: number, isLong = false): Answer {
  const rows = ['bought_again', 'stayed'].flatMap((outcome) => ['reported', 'inferred'].flatMap((basis) => times(count, (n): Row => {
    const [bad, good] = [shareOf(20 + n, 100), shareOf(190 - n, 500)];
    return {
      touchpoint: named(n, isLong), stage: 'retention', outcome, basis, bad: 100, bad_share: bad.share, bad_share_interval: bad.share_interval, good: 500, good_share: good.share, good_share_interval: good.share_interval,
      difference: 0.12 - n * 0.01, difference_interval: [0.05 - n * 0.01, 0.18 - n * 0.01], crude_difference: 0.14, p: 0.01, differs: n % 2 === 0, ...(n % 5 === 4 ? { small_sample: true } : {}),
    };
  })));
  return answerOf('loyalty', rows, { notes: ['observed, not proven: who felt bad may differ from the others in more than the purchases before it', 'within 90 days of the feeling; whoever felt it later than that before the newest record is left out', 'bought again: reached purchase after it'] });
}

/** Pictures of voices. */
export const VOICE_ANSWERS: Readonly<Record<string, () => Answer>> = {
  'emotions': () => emotions(8),
  'emotions, one row': () => emotions(1),
  'emotions, twelve': () => emotions(12),
  'emotions, by stage': () => emotions(5, false, 'stage'),
  'emotions, by country': () => emotions(6, false, 'profile.country'),
  'emotions, overfull': () => emotions(70, true),
  'themes': () => themes(5, 11),
  'themes, one row': () => themes(0, 1),
  'themes, overfull': () => themes(40, 12, true),
  'loyalty': () => loyalty(5),
  'loyalty, one row': () => loyalty(1),
  'loyalty, overfull': () => loyalty(30, true),
};
