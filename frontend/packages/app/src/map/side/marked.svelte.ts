/** Which marks differ from the version that is being looked at; empty where none is. */
export type What = 'added' | 'removed' | 'moved' | 'changed';

class Marked {
  differing = $state.raw<ReadonlyMap<string, What>>(new Map());
}

export const marked = new Marked();
