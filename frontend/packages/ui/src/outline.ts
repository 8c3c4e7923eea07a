/** The whole map as headings and tables, for readers who listen to it. */
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { channelName, figureText, halfWidth, kpiName, painTitle, purposeName, stageName, titleOf, type Tongue } from '../../canvas/src/index.ts';
import { h } from './dom.ts';
import { laneOf } from './evidence.ts';

/** A section that says everything the picture shows, in the same order. */
export function outline(map: ResolvedMap, speaker: Tongue): HTMLElement {
  const name = (id: string | null): string => {
    const stage = map.stages.find((entry) => entry.id === id);
    return stage ? stageName(speaker, stage) : (id ?? speaker.say('stage.unplaced'));
  };
  const say = (key: string): string => speaker.say(key);
  const parts = [
    table(say('lane.stages'), [say('panel.stage'), say('base.word_customers'), say('panel.share'), say('panel.wait')], map.stages.map((stage) => [stageName(speaker, stage), figureText(speaker, stage.reach), figureText(speaker, stage.share), stage.wait_to_next ? figureText(speaker, stage.wait_to_next) : '–'])),
    table(say('lane.river'), [say('panel.movement'), say('base.word_customers'), say('panel.share')], map.flows.map((flow) => [speaker.say(`panel.flow.${flow.kind}.title`, { from: name(flow.from_stage), to: name(flow.to_stage) }), speaker.count(flow.customers), figureText(speaker, flow.share)])),
    table(say('lane.feeling'), [say('panel.stage'), say('lane.feeling'), '±', 'n', say('panel.words')], map.feelings.map((point) => [name(point.stage), figureText(speaker, point.feeling), halfWidth(speaker, point.feeling), speaker.count(point.feeling.n), point.quote?.text ?? ''])),
    table(say('lane.pains'), [say('panel.stage'), say('panel.what'), say('panel.touched')], map.pains.map((pain) => [name(pain.stage), `${speaker.say(`pain.kind.${pain.kind}`)}: ${painTitle(speaker, pain)}`, figureText(speaker, pain.size)])),
    table(say('lane.touchpoints'), [say('lane.touchpoints'), say('panel.channel'), say('panel.stage'), say('base.word_customers')], map.touchpoints.map((mark) => [mark.name, channelName(speaker, mark.channel), name(mark.stage), speaker.count(mark.customers)])),
    ...map.figures.map((row) => table(kpiName(speaker, row.id), [say('panel.stage'), kpiName(speaker, row.id), '±', 'n'], row.cells.map((cell) => [cell.stage === null ? say('figure.whole') : name(cell.stage), figureText(speaker, cell.measurement), halfWidth(speaker, cell.measurement), speaker.count(cell.measurement.n)]))),
    table(say('lane.messages'), [say('lane.messages'), say('panel.channel'), say('panel.stage'), say('panel.sent')], map.messages.map((message) => [message.name, channelName(speaker, message.channel), name(message.stage), speaker.count(message.sent)])),
    table(say('panel.cards'), [say('panel.lane'), say('panel.stage'), say('panel.what')], map.cards.map((card) => [laneOf({ map, speaker }, card.lane), name(card.stage), [card.text === '' ? purposeName(speaker, card) : card.text, card.note, card.owner].filter(Boolean).join(', ')])),
    table(say('lane.kpi'), [say('panel.lane'), say('panel.stage'), say('panel.what'), '±', 'n'], map.cells.map((cell) => [laneOf({ map, speaker }, cell.lane), cell.stage === null ? say('figure.whole') : name(cell.stage), [cell.text ?? '', cell.measurement ? figureText(speaker, cell.measurement) : ''].filter(Boolean).join(': '), cell.measurement ? halfWidth(speaker, cell.measurement) : '', cell.measurement ? speaker.count(cell.measurement.n) : ''])),
    ...map.curves.map((curve) => table([laneOf({ map, speaker }, curve.lane), map.personas.find((persona) => persona.id === curve.persona)?.name ?? '', say(curve.is_planned ? 'curve.to_be' : 'curve.as_is')].filter(Boolean).join(', '), [say('panel.stage'), say('lane.feeling'), say('panel.what')], curve.points.map((point) => [name(point.stage), speaker.signed(point.level), point.text ?? '']))),
    table(say('lane.personas'), [say('lane.personas'), say('panel.what'), say('panel.words')], map.personas.map((persona) => [persona.name, persona.role ?? '', persona.quote ?? ''])),
    table(say('lane.steps'), [say('panel.stage'), say('lane.steps')], map.steps.map((step) => [name(step.stage), step.name])),
  ];
  return h('section', { class: 'outline', id: 'outline', 'aria-label': speaker.say('panel.outline', { title: titleOf(speaker, map) }) }, h('h2', {}, say('panel.outline_title')), ...parts.filter((part) => part !== null));
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): HTMLElement | null {
  if (rows.length === 0) return null;
  return h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first ?? ''), ...rest.map((cell) => h('td', {}, cell))))));
}
