/** Who is asking, in which workspace, and whether the server still knows them. */
import { api, identify } from './api.ts';
import type { Me } from './contract.ts';
import { drafts } from './drafts.svelte.ts';
import { asRefusal } from './refusal.ts';
import { refusalText } from './refusaltext.ts';
import { speaker } from './speaker.svelte.ts';
import { toasts } from './toasts.svelte.ts';

const PERSON = 'resa.person:';

class Session {
  me = $state<Me | null>(null);
  isExpired = $state(false);
  isUnreachable = $state(false);

  /** Asks who is in. Unasked for, somebody who is in no longer keeps the page and is asked to sign in over it. */
  async load({ isWished = true }: { isWished?: boolean } = {}): Promise<void> {
    try {
      const me = await api.get<Me>('/me');
      const hadSomebody = this.isSignedIn;
      if (!isWished && hadSomebody && !me.person) return void (this.isExpired = true);
      const isOther = await this.meet(me);
      if (isOther && hadSomebody) location.reload(); // this page still shows what the one before had open
      this.take(me);
      this.isUnreachable = false;
    } catch {
      this.isUnreachable = this.me === null; // who is in goes on with what is here; each page says what it can't get
    }
  }

  /** Loads again after a sign-in, and speaks the person's own language. */
  async renew(): Promise<void> {
    await this.load();
    this.isExpired = false;
    if (this.me?.language) await speaker.speak(this.me.language);
  }

  /** Signs out once the server has everything that was written here; else says what would be lost. */
  async signOut(): Promise<void> {
    const { delivered } = await import('./forgetting.ts');
    const left = await delivered(this.me?.workspace.id ?? '');
    if (left.length === 0) return this.leave();
    toasts.say(speaker.say('me.unsent', { n: left.length }), { isBad: true, act: { label: speaker.say('me.leave_anyway'), run: () => void this.leave() } });
  }

  /** Signs out, and takes what this browser keeps of the workspace with it. */
  private async leave(): Promise<void> {
    const workspace = this.me?.workspace.id ?? '';
    try {
      await api.remove('/session');
    } catch (thrown) {
      return toasts.say(refusalText(asRefusal(thrown)).sentence, { isBad: true });
    }
    await this.load();
    localStorage.removeItem(PERSON + workspace);
    await this.forget(workspace);
  }

  /** Somebody else than last time must not find what the last one kept here, nor send it as their own. */
  private async meet(me: Me): Promise<boolean> {
    if (!me.person) return false;
    const key = PERSON + me.workspace.id;
    const last = localStorage.getItem(key);
    localStorage.setItem(key, me.person.id);
    const isOther = last !== null && last !== me.person.id;
    if (isOther) await this.forget(me.workspace.id);
    return isOther;
  }

  private async forget(workspace: string): Promise<void> {
    drafts.forget();
    await (await import('./forgetting.ts')).forgotten(workspace);
  }

  get isSignedIn(): boolean {
    return this.me?.person != null;
  }

  get mayEdit(): boolean {
    return this.me?.role === 'owner' || this.me?.role === 'editor';
  }

  get isOwner(): boolean {
    return this.me?.role === 'owner';
  }

  private take(me: Me): void {
    this.me = me;
    if (!me.person) this.isExpired = false;
    speaker.remember(me.language ?? null);
    identify({ token: me.token, onUnknown: () => (this.isExpired = this.isSignedIn) });
  }
}

export const session = new Session();
