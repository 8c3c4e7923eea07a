/** Credit for a goal: each channel by every rule side by side, with intervals; on narrow sheets from least to most. */
import { channelIcon } from '../icons.ts';
import { circle, group, icon, line, type Shape } from '../scene.ts';
import { inUnit } from '../say.ts';
import { paragraph, text } from '../text.ts';
import { countOf, figureOf, nameOf, rangeOf, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import { partName } from './facet.ts';
import type { Asked, Drawing } from './frame.ts';
import { plotted, type PlotRow } from './plot.ts';
import { shares } from './scale.ts';
import { grouped, mostRows, rangeWords } from './told.ts';

const MODELS: readonly string[] = ['first', 'last', 'linear', 'position', 'decay', 'markov', 'shapley'];
const PITCH = 34;
const NAMES = 0.22; // of the room
const ICON = 24;
const FIGURE = 46;
const OTHERS = '(others)';

/** What is credited, with its row of each model. */
interface Credited {
  readonly name: string;
  readonly by: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly touched: number;
}

export function attributionPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const by = byOf(answer.rows);
  const all = [...grouped(answer.rows, (row) => nameOf(row, by) ?? '')].map(([name, rows]): Credited => ({ name, by, rows: new Map(rows.map((row) => [nameOf(row, 'model') ?? '', row])), touched: countOf(rows[0]!, 'touched') }));
  const models = [...new Set(answer.rows.map((row) => nameOf(row, 'model') ?? ''))];
  const shown = all.slice(0, mostRows(of));
  const rest = all.length - shown.length;
  const more = rest > 0 ? speaker.say('picture.more', { n: rest }) : undefined;
  const title = speaker.say('credit.title');
  const legend = dotSigns(speaker, []);
  if (models.length === 1) return { title, says: speaker.say('credit.says.one', { model: modelName(of, models[0]!) }), ...oneModel(of, { shown, model: models[0]!, more }), legend };
  if (of.isNarrow) return { title, says: speaker.say('credit.says.narrow'), ...spread(of, { shown, more }), legend };
  return { title, says: speaker.say('credit.says'), ...sideBySide(of, { shown, models, more }), legend };
}

/** The column that names what is credited: the one that no answer of this kind has besides. */
function byOf(rows: readonly Row[]): string {
  const own = ['model', 'share', 'share_interval', 'conversions', 'value', 'value_interval', 'touched'];
  return Object.keys(rows[0] ?? {}).find((key) => !own.includes(key)) ?? 'channel';
}

function modelName({ speaker }: Asked, model: string): string {
  return speaker.has(`credit.model.${model}`) ? speaker.say(`credit.model.${model}`) : model;
}

function nameOfCredited({ speaker }: Asked, { name, by }: Credited): string {
  return name === OTHERS ? speaker.say('credit.others') : partName(speaker, by, name);
}

function labelOf(of: Asked, credited: Credited): string {
  const { speaker } = of;
  const told = [...credited.rows].map(([model, row]) => `${modelName(of, model)} ${speaker.share(countOf(row, 'share'))} (${rangeWords(speaker, rangeOf(row, 'share'), 'share')})`);
  return speaker.say('credit.label', { name: nameOfCredited(of, credited), n: credited.touched, shares: told.join(', ') });
}

interface Parts {
  readonly shown: readonly Credited[];
  readonly more: string | undefined;
}

/** A column for each model, all on one scale, so that a row is read across. */
function sideBySide(of: Asked, { shown, models, more }: Parts & { models: readonly string[] }): { shapes: Shape[]; height: number } {
  const { left, right, room } = of;
  const ordered = [...MODELS.filter((model) => models.includes(model)), ...models.filter((model) => !MODELS.includes(model))];
  const names = Math.round(room * NAMES);
  const pitch = (right - left - names) / ordered.length;
  const most = Math.max(0.01, ...shown.flatMap(({ rows }) => [...rows.values()].map((row) => rangeOf(row, 'share')?.high ?? countOf(row, 'share'))));
  const wide = pitch - FIGURE - 22;
  const begins = ordered.map((_, n) => left + names + n * pitch + 12);
  const heads = ordered.flatMap((model, n) => paragraph(begins[n]!, 14, modelName(of, model), { fill: 'ink2', weight: 600, room: pitch - 16, most: 2, leading: 15 }));
  const top = Math.max(...heads.map((one) => one.y)) + 12;
  const rules = begins.map((x) => line(x, top, x, top + shown.length * PITCH, 'rule2'));
  const rows = shown.map((credited, n) => group(rowShapes(of, credited, { ordered, begins, wide, most, names }), { y: top + n * PITCH, mark: { id: `attribution:${credited.name}`, lane: 'attribution', label: labelOf(of, credited), x: left - 6, y: 0, w: room + 12, h: PITCH } }));
  const end = top + shown.length * PITCH;
  const foot = more === undefined ? [] : [text(left, end + 20, more, { fill: 'ink2' })];
  return { shapes: [...heads, ...rules, ...rows, ...foot], height: end + (more === undefined ? 10 : 34) };
}

function rowShapes(of: Asked, credited: Credited, { ordered, begins, wide, most, names }: { ordered: readonly string[]; begins: readonly number[]; wide: number; most: number; names: number }): Shape[] {
  const { left, speaker } = of;
  const middle = PITCH / 2;
  const hasIcon = credited.by === 'channel' && credited.name !== OTHERS;
  const indent = hasIcon ? ICON : 0;
  const head = [...(hasIcon ? [icon(channelIcon(credited.name), left, middle - 8, 'ink2')] : []), text(left + indent, middle + 5, nameOfCredited(of, credited), { size: 14, room: names - indent })];
  const cells = ordered.flatMap((model, n) => {
    const row = credited.rows.get(model);
    if (row === undefined) return [];
    const at = (share: number): number => begins[n]! + (wide * share) / most;
    const [share, range] = [countOf(row, 'share'), rangeOf(row, 'share')];
    const end = Math.max(at(share) + 5, at(range?.high ?? share));
    return [line(at(0), middle, at(share), middle, 'tint1', 3), ...(range === null ? [] : [line(at(range.low), middle, at(range.high), middle, 'bank', 1.5)]), circle(at(share), middle, 3.5, { fill: 'bank' }), text(end + 6, middle + 4, speaker.share(share), { fill: 'ink2' })];
  });
  return [...head, ...cells];
}

/** One rule alone: its shares, and what they are in conversions and worth. */
function oneModel(of: Asked, { shown, model, more }: Parts & { model: string }): { shapes: readonly Shape[]; height: number } {
  const { answer, speaker } = of;
  const currency = answer.measures['value']?.unit;
  const scale = shares(speaker, shown.flatMap(({ rows }) => [...rows.values()].map((row) => rangeOf(row, 'share')?.high ?? countOf(row, 'share'))));
  const columns = ['credit.share', 'credit.conversions', ...(currency === undefined ? [] : ['credit.worth'])].map((key) => speaker.say(key));
  const rows = shown.map((credited): PlotRow => {
    const row = credited.rows.get(model)!;
    const worth = figureOf(row, 'value');
    const figures = [speaker.share(countOf(row, 'share')), speaker.count(Math.round(countOf(row, 'conversions'))), ...(currency === undefined ? [] : [worth === null ? '–' : inUnit(speaker, worth, currency)])];
    return { ...plain(of, credited), figures, draw: (at, y) => dot(at, { figure: countOf(row, 'share'), range: rangeOf(row, 'share'), y, look: { from: 0 } }) };
  });
  return plotted(of, { scale, columns, groups: [{ rows, ...gathered(more) }] });
}

/** From the rule that gives least to the one that gives most, where seven columns have no room. */
function spread(of: Asked, { shown, more }: Parts): { shapes: readonly Shape[]; height: number } {
  const { speaker } = of;
  const ends = ({ rows }: Credited): [number, number] => {
    const found = [...rows.values()].map((row) => countOf(row, 'share'));
    return [Math.min(...found), Math.max(...found)];
  };
  const scale = shares(speaker, shown.map((one) => ends(one)[1]));
  const rows = shown.map((credited): PlotRow => {
    const [least, most] = ends(credited);
    const even = credited.rows.get('linear') ?? [...credited.rows.values()][0]!;
    const said = speaker.say('picture.range', { low: speaker.share(least), high: speaker.share(most) });
    return { ...plain(of, credited), figures: [speaker.share(countOf(even, 'share')), said], draw: (at, y) => [line(at(least), y, at(most), y, 'tint1', 6), ...dot(at, { figure: countOf(even, 'share'), range: rangeOf(even, 'share'), y })] };
  });
  return plotted(of, { scale, columns: [speaker.say('credit.model.linear'), speaker.say('credit.spread')], groups: [{ rows, ...gathered(more) }] });
}

function gathered(more: string | undefined): { more?: { id: string; words: string } } {
  return more === undefined ? {} : { more: { id: 'attribution:more', words: more } };
}

function plain(of: Asked, credited: Credited): Pick<PlotRow, 'id' | 'name' | 'note' | 'icon' | 'label'> {
  const hasIcon = credited.by === 'channel' && credited.name !== OTHERS;
  return {
    id: `attribution:${credited.name}`, name: nameOfCredited(of, credited), note: of.speaker.say('credit.touched', { n: credited.touched }),
    ...(hasIcon ? { icon: channelIcon(credited.name) } : {}), label: labelOf(of, credited),
  };
}
