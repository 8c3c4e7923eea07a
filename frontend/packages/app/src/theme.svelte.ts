/** Light, dark, or as the system says; kept in this browser. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'resa.theme';

class Theme {
  choice = $state<ThemeChoice>(kept());

  apply(): void {
    const root = document.documentElement;
    if (this.choice === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.choice;
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    localStorage.setItem(KEY, choice);
    this.apply();
  }

  get isDark(): boolean {
    return this.choice === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : this.choice === 'dark';
  }
}

function kept(): ThemeChoice {
  const found = localStorage.getItem(KEY);
  return found === 'light' || found === 'dark' ? found : 'system';
}

export const theme = new Theme();
