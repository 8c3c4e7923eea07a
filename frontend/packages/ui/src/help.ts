/** The list of shortcuts. */
import type { Tongue } from '../../canvas/src/index.ts';
import { h } from './dom.ts';

const KEYS = [['←', '→', 'keys.along'], ['↑', '↓', 'keys.across'], ['Home', 'End', 'keys.ends'], ['Enter', '', 'keys.open'], ['Esc', '', 'keys.close'], ['?', '', 'keys.help']] as const;

export function helpDialog(speaker: Tongue, done: () => void): void {
  const close = h('button', { type: 'submit' }, speaker.say('control.close'));
  const rows = KEYS.flatMap(([one, other, key]) => [h('dt', {}, h('kbd', {}, one), other ? h('kbd', {}, other) : null), h('dd', {}, speaker.say(key))]);
  const dialog = h('dialog', { 'aria-label': speaker.say('control.keys') }, h('h2', {}, speaker.say('control.keys')), h('dl', {}, ...rows), h('form', { method: 'dialog' }, close));
  dialog.addEventListener('close', () => {
    dialog.remove();
    done();
  });
  document.body.append(dialog);
  dialog.showModal();
}
