/** The people of the workspace, asked for once. */
import { api } from '../../api.ts';
import type { Colleague } from '../../contract.ts';

class Known {
  all = $state.raw<readonly Colleague[]>([]);
  private isAsked = false;

  load(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    void api.get<readonly Colleague[]>('/people').then((people) => (this.all = people), () => (this.isAsked = false));
  }

  named(id: string | null): string | null {
    return this.all.find((one) => one.id === id)?.name ?? null;
  }
}

export const colleagues = new Known();
