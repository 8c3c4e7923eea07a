/**
 * Line icons of the interface on a 24 px grid; those of channels and lanes are the canvas's.
 *
 * Paths from Lucide (https://lucide.dev), ISC License, Copyright (c) Lucide Contributors; simplified here.
 */
import { ICONS as DRAWN } from '../../canvas/src/icons.ts';

const OWN = {
  add: 'M5 12h14M12 5v14',
  archive: 'M3 4h18v5H3zM5 9v11h14V9M10 13h4',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 18l-6-6 6-6',
  bell: 'M6 9a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7M10.500 20a1.800 1.800 0 0 0 3 0',
  check: 'M20 6L9 17l-5-5',
  close: 'M18 6L6 18M6 6l12 12',
  copy: 'M9 9h11v12H9zM5 15H4V3h11v2',
  data: 'M12 3c4.500 0 8 1.300 8 3s-3.500 3-8 3-8-1.300-8-3 3.500-3 8-3M4 6v12c0 1.700 3.500 3 8 3s8-1.300 8-3V6M4 12c0 1.700 3.500 3 8 3s8-1.300 8-3',
  down: 'M6 9l6 6 6-6',
  drag: 'M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01',
  drop: 'M12 16V4M7 9l5-5 5 5M4 15v5h16v-5',
  file: 'M6 2h8l5 5v15H6zM14 2v5h5',
  gear: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M8 14.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .8-1 1.700M12 16.500h.01',
  home: 'M3 11l9-8 9 8M6 9v12h12V9',
  key: 'M8 11a5 5 0 1 0 0 10 5 5 0 0 0 0-10M11.500 12.500L21 3M17 7l3 3',
  leave: 'M9 3H4v18h5M16 7l5 5-5 5M21 12H9',
  link: 'M10 14a4.500 4.500 0 0 0 6.500 0l3-3a4.600 4.600 0 0 0-6.500-6.500l-1 1M14 10a4.500 4.500 0 0 0-6.500 0l-3 3A4.600 4.600 0 0 0 11 19.500l1-1',
  map: 'M9 4L3 7v13l6-3 6 3 6-3V4l-6 3zM9 4v13M15 7v13',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z',
  more: 'M5 11.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1M12 11.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1M19 11.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1',
  pen: 'M4 20l1-4L17 4l3 3L8 19zM14 7l3 3',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4 3.500-6 8-6s8 2 8 6',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M4.900 4.900l1.400 1.400M17.700 17.700l1.400 1.400M2 12h2M20 12h2M4.900 19.100l1.400-1.400M17.700 6.300l1.400-1.400',
  take: 'M12 4v12M7 11l5 5 5-5M4 15v5h16v-5',
  trash: 'M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15',
  undo: 'M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  warning: 'M12 3L2 20h20zM12 10v4M12 17h.01',
} as const;

export const ICONS = { ...DRAWN, ...OWN };
export type IconName = keyof typeof ICONS;
