/** What needs a look, as it was told last: it stands on the page at once while it is asked for anew. */
import type { AnswerTold } from '../../generated/api.ts';
import { api } from './api.ts';
import { Asking } from './asking.svelte.ts';

class AlertsLately extends Asking<AnswerTold> {
  load(): void {
    void this.run(() => api.get<AnswerTold>('/answers/alerts'));
  }
}

export const alertsLately = new AlertsLately();
