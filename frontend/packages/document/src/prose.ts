/** Text that two people may write at once: a change of it is the smallest stretch that differs. */

/** Letters taken away at a place and letters put there instead. */
export interface TextEdit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** The edit that leads from one text to the other, null where they are equal; it never splits a letter of two halves. */
export function editBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { at: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) };
}

/**
 * The edit of `current` that does what led from `before` to `after`, so that letters which somebody else wrote
 * elsewhere in the text meanwhile stay; undefined where both worked on the same stretch.
 */
export function editOfCurrent(before: string, after: string, current: string): TextEdit | null | undefined {
  const mine = editBetween(before, after);
  const theirs = editBetween(before, current);
  if (!mine || !theirs) return mine;
  if (mine.at + mine.removed <= theirs.at) return mine;
  if (theirs.at + theirs.removed > mine.at) return undefined;
  return { ...mine, at: mine.at + theirs.inserted.length - theirs.removed };
}

/** The text after an edit. */
export function edited(text: string, edit: TextEdit | null): string {
  return edit ? text.slice(0, edit.at) + edit.inserted + text.slice(edit.at + edit.removed) : text;
}

/** The text with halves of letters that lost their other half replaced, as they would be on the way. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
