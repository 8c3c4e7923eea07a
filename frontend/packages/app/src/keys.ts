/** Shortcuts: one key with modifiers ("mod+k"), or two keys after each other ("g d"). */
const IN_A_ROW_MS = 900;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The name of a stroke: "mod+k", "shift+enter", "?"; a sign that needs shift is called by the sign alone. */
export function stroke(event: Pressed): string {
  const key = event.key.toLowerCase();
  const isSign = key.length === 1 && key === event.key && !/[a-z0-9]/.test(key);
  const parts = [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : '', event.shiftKey && !isSign ? 'shift' : '', key];
  return parts.filter(Boolean).join('+');
}

/** Remembers the last stroke for a moment, so that two in a row make one shortcut. */
export function sequence(now: () => number = () => performance.now()): (one: string) => readonly string[] {
  let last = '';
  let at = -Infinity;
  return (one) => {
    const both = now() - at < IN_A_ROW_MS ? `${last} ${one}` : '';
    last = one;
    at = now();
    return both ? [both, one] : [one];
  };
}

/** Whether keys belong to the field that has the focus. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Whether a shortcut is made of bare letters ("n", "g d"): on a page one types on, as a map is, letters are what they say. */
export function isLetters(keys: string): boolean {
  return /^[a-z]( [a-z])*$/.test(keys);
}
