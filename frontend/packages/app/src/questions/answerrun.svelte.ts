/** A question on its way: a newer one cancels it, and while it takes long it says for how long. */
import type { AnswerTold } from '../../../generated/api.ts';
import { api } from '../api.ts';
import { asRefusal, type Refusal } from '../refusal.ts';

export class AnswerRun {
  answer = $state.raw<AnswerTold | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  isBusy = $state(false);
  isStopped = $state(false);
  seconds = $state(0); // since it was asked
  private going: AbortController | null = null;

  /** Asks; what was asked before and is not answered yet is given up. */
  async ask(path: string): Promise<void> {
    this.going?.abort();
    const mine = new AbortController();
    this.going = mine;
    [this.isBusy, this.isStopped, this.seconds, this.refusal] = [true, false, 0, null];
    const begun = Date.now();
    const clock = setInterval(() => { if (this.going === mine) this.seconds = Math.round((Date.now() - begun) / 1000); }, 500);
    try {
      const answer = await api.get<AnswerTold>(path, {}, mine.signal);
      if (this.going === mine) this.answer = answer;
    } catch (thrown) {
      if (this.going !== mine) return;
      if (mine.signal.aborted) this.isStopped = true;
      else [this.refusal, this.answer] = [asRefusal(thrown), null];
    } finally {
      clearInterval(clock);
      if (this.going === mine) [this.isBusy, this.going] = [false, null];
    }
  }

  /** Gives up what is being asked, at the reader's word. */
  stop(): void {
    this.going?.abort();
  }

  /** Forgets everything: another question begins. */
  clear(): void {
    const going = this.going;
    this.going = null;
    going?.abort();
    [this.answer, this.refusal, this.isBusy, this.isStopped] = [null, null, false, false];
  }
}
