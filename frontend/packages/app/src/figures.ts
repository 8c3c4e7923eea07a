/** Figures as people read them: in their unit, with what they rest on. */
import { speaker } from './speaker.svelte.ts';

export interface Figure {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly n: number | null;
  readonly unit: string;
}

export function figureText(value: number | null, unit: string): string {
  if (value === null) return '–';
  if (unit === 'share') return speaker.speech.share(value, { isBeside: true });
  if (unit === 'seconds') return speaker.speech.duration(value);
  if (unit === 'feeling') return signed(value);
  if (unit === 'count' || unit === 'customers' || unit === 'interactions') return speaker.speech.count(value);
  if (/^[A-Z]{3}$/.test(unit)) return new Intl.NumberFormat(speaker.speech.locale, { style: 'currency', currency: unit, maximumFractionDigits: 0 }).format(value);
  return speaker.speech.number(value, Math.abs(value) < 10 ? 2 : 1);
}

/** A feeling from −2 to +2, with its sign. */
function signed(value: number): string {
  return new Intl.NumberFormat(speaker.speech.locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value).replace('-', '−');
}

/** How far the interval reaches to its wider side: "±0.7"; empty where there is none. */
export function halfWidth(figure: Figure): string {
  if (!figure.interval || figure.value === null) return '';
  const half = Math.max(figure.interval[1] - figure.value, figure.value - figure.interval[0]);
  if (figure.unit === 'share') return `±${speaker.speech.number(half * 100)}`;
  if (figure.unit === 'seconds') return `±${speaker.speech.duration(half)}`;
  return `±${speaker.speech.number(half, half < 0.1 ? 2 : 1)}`;
}
