/** Files that were dropped on one page and are read on another. */
class Dropped {
  files = $state.raw<readonly File[]>([]);

  take(files: readonly File[]): void {
    this.files = files;
  }

  /** Hands the files over, once. */
  hand(): readonly File[] {
    const files = this.files;
    this.files = [];
    return files;
  }
}

export const dropped = new Dropped();
