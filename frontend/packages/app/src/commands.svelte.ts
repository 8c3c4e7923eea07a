/** Everything that can be done here, by name: the command palette and the list of shortcuts read it. */
import { untrack } from 'svelte';

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly keys?: string; // for example "g d" or "mod+z"; shown, and obeyed outside of text fields
  readonly words?: string; // further words it is found by
  readonly run: () => void;
}

type Source = () => readonly Command[];

class Commands {
  private sources = $state.raw<readonly Source[]>([]);
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);

  get all(): readonly Command[] {
    return this.sources.flatMap((source) => source());
  }

  /** Adds commands for as long as a page is shown; call the answer to take them away. Use it in `$effect`. */
  offer(source: Source): () => void {
    // Untracked, so that an effect which offers commands does not depend on what others offer.
    untrack(() => (this.sources = [...this.sources, source]));
    return () => untrack(() => (this.sources = this.sources.filter((one) => one !== source)));
  }
}

export const commands = new Commands();
