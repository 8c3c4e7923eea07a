/** The ways to look at a map, in the order of the menu; "map" is the drawing itself. */
export const VIEWS = ['map', 'table', 'flow', 'heat', 'priorities', 'messages', 'brief', 'beside', 'present'] as const;
export type ViewName = (typeof VIEWS)[number];
