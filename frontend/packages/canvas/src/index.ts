/** The drawing of a map: a pure function of (ResolvedMap, View), for every host. */
export { layout } from './layout.ts';
export { toSvg, attributesOf, definitions, painter, TAGS } from './svg.ts';
export { marksOf, flat } from './scene.ts';
export { tongue, figureText, halfWidth, inUnit, stageName, channelName } from './say.ts';
export { THEMES } from './theme.ts';
export { DEFAULT_VIEW } from './view.ts';
export type { Tongue } from './say.ts';
export type { View, Language } from './view.ts';
export type { Scene, Shape, Mark, Block } from './scene.ts';
