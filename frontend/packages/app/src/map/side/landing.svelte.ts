/** Where on the map something that comes from beside it lands; the map says so while it is shown. */
export interface Landing {
  readonly lane: string;
  readonly stage: string | null;
  readonly step?: string | null;
}

class LandingPlace {
  private finder: ((at: { readonly x: number; readonly y: number }) => Landing | null) | null = null;

  /** Offers the map for landing on; call the answer when it goes. */
  offer(finder: NonNullable<LandingPlace['finder']>): () => void {
    this.finder = finder;
    return () => { if (this.finder === finder) this.finder = null; };
  }

  /** The cell under a point of the window. */
  at(point: { readonly x: number; readonly y: number }): Landing | null {
    return this.finder?.(point) ?? null;
  }
}

export const landing = new LandingPlace();
