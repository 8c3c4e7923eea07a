/** Measurements in a map that is being put together: none, and those that a document wrote down. */
import type { Base, Measurement, Period } from '../../generated/resolvedmap.ts';
import { mappingOf, type Content, type MapRecord } from './record.ts';

type Written = { readonly [name: string]: Content };

/** A figure that nobody has measured. */
export function unmeasured(unit: string, variant = ''): Measurement {
  return {
    figure: null, unit, variant, n: 0, interval: null, period: null,
    is_exact: true, is_small_sample: false, is_withheld: false, fresh_at: null, provenance: 'asserted',
  };
}

/** The measurement that a record wrote down when it was last measured, null where it has none. */
export function writtenMeasurement(record: MapRecord): Measurement | null {
  const found = mappingOf(record, 'measurement');
  const unit = found?.unit;
  if (!found || typeof unit !== 'string') return null;
  const [low, high] = Array.isArray(found.interval) ? (found.interval as readonly Content[]) : [];
  return {
    ...unmeasured(unit, typeof found.variant === 'string' ? found.variant : ''),
    figure: typeof found.figure === 'number' ? found.figure : null,
    n: typeof found.n === 'number' ? found.n : 0,
    interval: typeof low === 'number' && typeof high === 'number' ? { low, high } : null,
    period: periodOf(mappingOfContent(found.period)),
    is_exact: found.approximate !== true,
    is_small_sample: found.small_sample === true,
    is_withheld: found.withheld === true,
    fresh_at: typeof found.fresh_at === 'string' ? found.fresh_at : null,
    provenance: record.fields.measurement?.provenance ?? 'asserted',
  };
}

/** What a document says it was counted over; nothing where it says nothing. */
export function writtenBase(record: MapRecord | undefined): Base {
  const found = record ? mappingOf(record, 'base') : null;
  const count = (content: Content | undefined): number => (typeof content === 'number' ? content : 0);
  return { customers: count(found?.customers), interactions: count(found?.interactions), period: null, journeys: null };
}

/** The period that a document names, null where it names none. */
export function writtenPeriod(record: MapRecord | undefined): Period | null {
  return periodOf(record ? mappingOf(record, 'period') : null);
}

function periodOf(found: Written | null): Period | null {
  return typeof found?.from === 'string' && typeof found.to === 'string' ? { start: found.from, end: found.to } : null;
}

function mappingOfContent(content: Content | undefined): Written | null {
  return content !== null && typeof content === 'object' && !Array.isArray(content) ? (content as Written) : null;
}
