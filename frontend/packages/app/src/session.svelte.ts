/** Who is asking, in which workspace, and whether the server still knows them. */
import { api, identify } from './api.ts';
import type { Me } from './contract.ts';
import { speaker } from './speaker.svelte.ts';

class Session {
  me = $state<Me | null>(null);
  isExpired = $state(false);
  isUnreachable = $state(false);

  async load(): Promise<void> {
    try {
      this.take(await api.get<Me>('/me'));
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

  async signOut(): Promise<void> {
    await api.remove('/session');
    await this.load();
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
    speaker.remember(me.language ?? null);
    identify({ token: me.token, onUnknown: () => (this.isExpired = this.isSignedIn) });
  }
}

export const session = new Session();
