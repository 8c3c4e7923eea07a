/** The card that follows pointer and focus: number, base and definition, in three lines. */
import { figureText, halfWidth, type Tongue } from '../../canvas/src/index.ts';
import { h } from './dom.ts';
import type { Evidence } from './evidence.ts';

const tip = h('div', { class: 'tip', role: 'status', hidden: true });

export function hideTip(): void {
  tip.hidden = true;
}

export function showTip(evidence: Evidence, speaker: Tongue, box: DOMRect): void {
  const { measurement } = evidence;
  const figure = measurement === null ? null : h('p', { class: 'tip-figure' }, h('strong', {}, figureText(speaker, measurement)), ` ${halfWidth(speaker, measurement)} `, measurement.is_withheld ? null : h('span', {}, speaker.say('word.answers', { n: measurement.n })));
  tip.replaceChildren(h('p', { class: 'tip-title' }, evidence.title), ...(figure ? [figure] : []), ...(evidence.sentence ? [h('p', {}, evidence.sentence)] : []), h('p', { class: 'tip-more' }, evidence.definition), h('p', { class: 'tip-more' }, speaker.say('control.enter_opens')));
  if (!tip.isConnected) document.body.append(tip);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 12));
  const below = box.bottom + 8 + height < innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - height - 8)}px`;
}
