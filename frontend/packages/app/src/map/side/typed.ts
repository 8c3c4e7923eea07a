/**
 * Keeps what was typed into a field of a panel when the field goes before it was left: another thing is selected, another
 * panel opens. What is kept belongs to what the field was about when it was typed, not to what it is about by then.
 */
export function typed(node: HTMLInputElement | HTMLTextAreaElement, keep: (text: string) => void): { update: (keep: (text: string) => void) => void; destroy: () => void } {
  let mine = keep;
  let pending: ((text: string) => void) | null = null;
  const onInput = (): void => void (pending ??= mine);
  const onChange = (): void => {
    const last = pending ?? mine;
    pending = null;
    last(node.value);
  };
  const onKey = (event: Event): void => {
    if ((event as KeyboardEvent).key === 'Escape') pending = null;
  };
  node.addEventListener('input', onInput);
  node.addEventListener('change', onChange);
  node.addEventListener('keydown', onKey);
  return { update: (next) => (mine = next), destroy: () => pending?.(node.value) };
}
