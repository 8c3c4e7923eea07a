/** The drawing of a map: a pure function of (ResolvedMap, View), for every host. */
export { layout } from './layout.ts';
export { blend } from './blend.ts';
export { painTitle } from './lanes/pains.ts';
export { kpiName } from './lanes/figures.ts';
export { lastDay } from './lanes/heads.ts';
export { quoted } from './lanes/quotes.ts';
export { goalName, restsOn, sentenceParts, titleOf } from './lanes/title.ts';
export { TINTS } from './theme.ts';
export { groupIds } from './lanes/riverflow.ts';
export { toSvg, attributesOf, definitions, painter, TAGS } from './svg.ts';
export { marksOf, flat } from './scene.ts';
export { tongue, figureText, halfWidth, inUnit, stageName, channelName } from './say.ts';
export { THEMES } from './theme.ts';
export { DEFAULT_VIEW } from './view.ts';
export type { Tongue } from './say.ts';
export type { View, Language } from './view.ts';
export type { Scene, Shape, Mark, Block } from './scene.ts';
