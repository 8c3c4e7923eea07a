/** Everything that can be done here, by name: the command palette and the list of shortcuts read it. */
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
  private sources = $state<readonly Source[]>([]);
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);

  get all(): readonly Command[] {
    return this.sources.flatMap((source) => source());
  }

  /** Adds commands for as long as a page is shown; call the answer to take them away. Use it in `$effect`. */
  offer(source: Source): () => void {
    this.sources = [...this.sources, source];
    return () => (this.sources = this.sources.filter((one) => one !== source));
  }
}

export const commands = new Commands();
