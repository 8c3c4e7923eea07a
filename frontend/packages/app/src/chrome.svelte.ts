/** What the page that is shown puts into the bar: where it stands, and its own controls at the right. */
import type { Snippet } from 'svelte';

class Chrome {
  crumb = $state<string | null>(null);
  controls = $state.raw<Snippet | null>(null);

  /** Shows a page's own parts in the bar for as long as the page is there. Use it in `$effect`. */
  show(parts: { crumb?: string | null; controls?: Snippet }): () => void {
    this.crumb = parts.crumb ?? null;
    this.controls = parts.controls ?? null;
    return () => {
      this.crumb = null;
      this.controls = null;
    };
  }
}

export const chrome = new Chrome();
