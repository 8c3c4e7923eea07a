/** Shows a dialog above everything else; what had the focus before has it again when the dialog goes. */
export function modal(node: HTMLDialogElement): { destroy: () => void } {
  const before = document.activeElement as HTMLElement | null;
  node.showModal();
  return { destroy: () => before?.isConnected && before.focus() };
}
