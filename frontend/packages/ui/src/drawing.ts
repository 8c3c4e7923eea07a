/** What a host without a browser asks the canvas: every function takes texts and returns one, JSON or an SVG document. */
export { drawAnswer, drawFirst, drawPages } from './stills.ts';
export { answerSlides, mapSlides } from './slides.ts';
export { answerNotes, findingsOf, spoken, titlesOf, wordsOf } from './spoken.ts';
export { DEFAULT_VIEW, layout } from '../../canvas/src/index.ts';
