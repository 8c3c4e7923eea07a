/** The few colours of the map, by the job they do; three sets: light, dark and paper in greyscale. */

export type Paint =
  | 'none' | 'paper' | 'raised' | 'ink1' | 'ink2' | 'ink3' | 'rule' | 'rule2'
  | 'tint1' | 'tint2' | 'tint3' | 'tint4' | 'tint5' | 'onTint' | 'pass' | 'bank' | 'drop' | 'spring' | 'loop' | 'loopSoft' | 'link' | 'band'
  | 'accent' | 'accentSoft' | 'good' | 'neutral' | 'bad' | 'feeling' | 'under'
  | 'skin1' | 'skin2' | 'skin3' | 'skin4' | 'hair1' | 'hair2' | 'hair3' | 'hair4';

export type ThemeName = 'light' | 'dark' | 'print';

export type Colours = Record<Exclude<Paint, 'none' | 'feeling' | 'under' | 'tint3' | 'tint5' | 'pass'> | 'underline' | 'tint3base' | 'tint3line' | 'tint5base' | 'tint5line' | 'passbase' | 'passline', string>;

export const THEMES: Record<ThemeName, Colours> = {
  light: {
    paper: '#F7F8F5', raised: '#FFFFFF', ink1: '#17211F', ink2: '#45514D', ink3: '#5B6763', rule: '#DADFD9', rule2: '#8E9B96',
    tint1: '#BCD0D8', tint2: '#7FA5B5', onTint: '#17211F', tint4: '#507686', tint3base: '#DFE8EA', tint3line: '#93B1BE',
    tint5base: '#E6EBEA', tint5line: '#8FA3A6', passbase: '#EDF1EF', passline: '#C9D4D6',
    bank: '#41606D', drop: '#D5D1C3', spring: '#A9BFC8', loop: '#7F9BA7', loopSoft: '#DCE5E7', link: '#9DB3BB', band: '#E3E7E2',
    accent: '#2B4FC7', accentSoft: '#E6EBFA', good: '#0A716B', neutral: '#626D69', bad: '#A94A09', underline: '#D9B79B',
    skin1: '#F0D3BD', skin2: '#DDB08E', skin3: '#B07F5C', skin4: '#7C5540', hair1: '#2B2522', hair2: '#6B4A35', hair3: '#B98F5A', hair4: '#A7A9A6',
  },
  dark: {
    paper: '#121816', raised: '#1E2624', ink1: '#EBF0ED', ink2: '#B6C0BC', ink3: '#919D98', rule: '#2A3331', rule2: '#5D6A66',
    tint1: '#33505C', tint2: '#5A8496', onTint: '#0B100F', tint4: '#8FB6C5', tint3base: '#233238', tint3line: '#4F7281',
    tint5base: '#222B2B', tint5line: '#61757A', passbase: '#1B2424', passline: '#34464C',
    bank: '#A9C6D1', drop: '#4A4839', spring: '#46626E', loop: '#6A8995', loopSoft: '#22313A', link: '#4C626B', band: '#232C2A',
    accent: '#9DB2FF', accentSoft: '#202A49', good: '#56C4B9', neutral: '#98A39F', bad: '#F2995C', underline: '#6B4A33',
    skin1: '#E2C4AE', skin2: '#C99C7B', skin3: '#9C6E4E', skin4: '#6E4A37', hair1: '#171311', hair2: '#583C2B', hair3: '#A37C4D', hair4: '#8E918E',
  },
  print: {
    paper: '#FFFFFF', raised: '#FFFFFF', ink1: '#111111', ink2: '#333333', ink3: '#555555', rule: '#D0D0D0', rule2: '#888888',
    tint1: '#D2DCE0', tint2: '#8FAAB5', onTint: '#111111', tint4: '#4A6975', tint3base: '#EEF2F3', tint3line: '#7F9AA5',
    tint5base: '#F4F4F4', tint5line: '#777777', passbase: '#F7F7F7', passline: '#BBBBBB',
    bank: '#223B45', drop: '#D9D5C8', spring: '#B5C6CD', loop: '#7B929B', loopSoft: '#E9EEF0', link: '#8A9CA3', band: '#E8E8E8',
    accent: '#1D3A9E', accentSoft: '#EEF0F8', good: '#075A55', neutral: '#5A5A5A', bad: '#94400A', underline: '#BBA895',
    skin1: '#F0D8C6', skin2: '#DDB593', skin3: '#B08566', skin4: '#7C5A48', hair1: '#222222', hair2: '#6B503F', hair3: '#B99468', hair4: '#AAAAAA',
  },
};

export const TINTS: readonly Paint[] = ['tint1', 'tint2', 'tint3', 'tint4', 'tint5'];
