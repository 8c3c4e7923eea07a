/** One request on its way: whether it runs, what came, what went wrong. */
import { asRefusal, type Refusal } from './refusal.ts';

export class Asking<T> {
  isBusy = $state(false);
  answer = $state.raw<T | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  private turn = 0;

  /** Runs the request; of several at once the last one counts. Answers whether it went well. */
  async run(ask: () => Promise<T>): Promise<boolean> {
    const turn = ++this.turn;
    this.isBusy = true;
    this.refusal = null;
    try {
      const answer = await ask();
      if (turn === this.turn) this.answer = answer;
      return true;
    } catch (thrown) {
      if (turn === this.turn) this.refusal = asRefusal(thrown);
      return false;
    } finally {
      if (turn === this.turn) this.isBusy = false;
    }
  }
}
