/** How this reader likes to look at maps: kept in this browser, never in the map. */
export interface Look {
  readonly density: 'calm' | 'dense';
  readonly columnWidths: 'equal' | 'time';
}

const KEY = 'resa.look';
export const LEAST_ZOOM = 0.25;
export const MOST_ZOOM = 3;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

export function keptLook(storage: Pick<Storage, 'getItem'>): Look {
  try {
    const found = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Look>;
    return { density: found.density === 'dense' ? 'dense' : 'calm', columnWidths: found.columnWidths === 'time' ? 'time' : 'equal' };
  } catch {
    return { density: 'calm', columnWidths: 'equal' };
  }
}

export function keepLook(storage: Pick<Storage, 'setItem'>, look: Look): void {
  storage.setItem(KEY, JSON.stringify(look));
}

/** The next larger (1) or smaller (-1) zoom. */
export function nextZoom(zoom: number, way: 1 | -1): number {
  const next = way > 0 ? STEPS.find((step) => step > zoom + 0.01) : STEPS.findLast((step) => step < zoom - 0.01);
  return next ?? zoom;
}

export function withinZoom(zoom: number): number {
  return Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
}
