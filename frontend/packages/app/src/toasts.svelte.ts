/** Short messages that pass by themselves; each may carry one thing to do, mostly to undo. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isBad: boolean;
  readonly act?: { readonly label: string; readonly run: () => void };
}

const LASTS_MS = 8000;

class Toasts {
  shown = $state<Toast[]>([]);
  private next = 1;

  say(text: string, more: { isBad?: boolean; act?: Toast['act'] } = {}): void {
    const toast: Toast = { id: this.next++, text, isBad: more.isBad ?? false, ...(more.act ? { act: more.act } : {}) };
    this.shown = [...this.shown.slice(-2), toast];
    setTimeout(() => this.drop(toast.id), LASTS_MS);
  }

  drop(id: number): void {
    this.shown = this.shown.filter((one) => one.id !== id);
  }
}

export const toasts = new Toasts();
