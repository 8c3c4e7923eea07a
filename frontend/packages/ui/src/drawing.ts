/** What a host without a browser draws with: the canvas, and how a written page is read. */
export * from '../../canvas/src/index.ts';
export { pageIn } from './written.ts';
export { evidenceOf, sliceName } from './evidence.ts';
