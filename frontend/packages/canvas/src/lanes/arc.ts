/** The dramatic arc: how much is at stake as the journey goes on, apart from whether it feels good. */
import type { Curve, LaneRow } from '../../../generated/resolvedmap.ts';
import { placeIn } from '../columns.ts';
import { stageName } from '../say.ts';
import { circle, group, line, path, px, type Shape } from '../scene.ts';
import { shortened, text, widthOf } from '../text.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { marker } from './signs.ts';
import { smooth } from './smooth.ts';
import { emptyLane, laneTitle } from './written.ts';

const HEIGHT = 104;
const TOP = 30;

/** The lane of an arc: a hill over a base line, its turns as marks. */
export function arcLane(context: Context, row: LaneRow, curves: readonly Curve[]): Lane {
  const { frame, speaker } = context;
  const named = laneName(context, { icon: 'arc', name: laneTitle(context, row), note: speaker.say('lane.arc.note') });
  const drawn = curves.filter((curve) => curve.points.length > 0);
  if (drawn.length === 0) return emptyLane(context, row, named);
  const base = TOP + HEIGHT;
  const y = (level: number): number => base - ((Math.max(-2, Math.min(2, level)) + 2) / 4) * HEIGHT;
  const column = new Map(frame.columns.map((entry) => [entry.stage.id, entry]));
  const shapes = drawn.flatMap((curve, n): Shape[] => {
    const points = curve.points.flatMap((point) => {
      const at = column.get(point.stage);
      return at ? [{ point, column: at, x: placeIn(at, point.position_share), y: y(point.level) }] : [];
    }).sort((a, b) => a.x - b.x);
    if (points.length === 0) return [];
    const d = smooth(points);
    const area = n === 0 && !curve.is_planned ? [path(`${d}L${px(points.at(-1)!.x)} ${px(base)}L${px(points[0]!.x)} ${px(base)}Z`, { fill: 'band' })] : [];
    const stroke = curve.is_planned ? path(d, { stroke: 'accent', width: 2.25, dash: '9 5' }) : path(d, { stroke: 'ink2', width: 2 });
    const marks = points.map(({ point, column: at, x, y: height }, place) => {
      const label = `${laneTitle(context, row)}, ${stageName(speaker, at.stage)}${point.text === null ? '' : `: ${point.text}`}`;
      const next = points[place + 1];
      const room = Math.min(170, (next ? next.x : frame.width - frame.margin) - x - 6);
      const words = point.text === null || room < 40 ? [] : [text(Math.min(x - 4, frame.width - frame.margin - Math.min(room, widthOf(point.text, 12))), height - 12, shortened(point.text, room, 12), { fill: 'ink2', halo: true })];
      const full = words.map((shape) => (shape.text === point.text ? shape : { ...shape, full: point.text! }));
      return group([circle(x, height, 7, { fill: 'paper' }), marker(n, { x, y: height }, curve.is_planned ? 'accent' : 'ink2'), ...full], { mark: { id: point.id, lane: row.id, stage: point.stage, step: null, label, x: x - 11, y: height - 11, w: 22, h: 22 } });
    });
    return [...area, stroke, ...marks];
  });
  return { id: row.id, height: base + 6, shapes: [line(frame.gutter, base, frame.width - frame.margin, base, 'rule2', 1), ...shapes], names: named.shapes };
}
