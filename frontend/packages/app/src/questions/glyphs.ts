/** Each kind of answer in 48 × 32: soft areas, ink marks and lines. */
export interface Glyph {
  readonly soft: string;
  readonly ink?: string;
  readonly line?: string;
}

const bar = (x: number, y: number, w: number, h: number): string => `M${x} ${y}h${w}v${h}h${-w}z`;
const bars = (y: readonly number[], widths: readonly number[], h = 4): string => widths.map((w, at) => bar(0, y[at] ?? 0, w, h)).join('');
const dot = (x: number, y: number, r = 2): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const FIVE = [1, 7.5, 14, 20.5, 27];

export const GLYPHS: Readonly<Record<string, Glyph>> = {
  flow: { soft: 'M3 2C16 2 18 5 24 5V17C18 17 16 12 3 12zM3 14C16 14 18 22 24 22V28C18 28 16 22 3 22zM27 5C36 5 38 2 45 2V10C38 10 36 12 27 12zM27 13C36 13 38 18 45 18V25C38 25 36 17 27 17z', ink: bar(0, 2, 3, 10) + bar(0, 14, 3, 8) + bar(24, 5, 3, 12) + bar(24, 22, 3, 6) + bar(45, 2, 3, 8) + bar(45, 18, 3, 7) },
  variants: { soft: [0, 1, 2, 3].map((n) => bar(0, 2 + n * 8, 44 - n * 9, 5)).join(''), ink: bar(10, 2, 4, 5) + bar(26, 2, 3, 5) + bar(6, 10, 4, 5) + bar(22, 10, 5, 5) + bar(12, 18, 3, 5) + bar(5, 26, 3, 5) },
  around: { soft: 'M2 3C12 3 14 12 21 12V20C14 20 12 10 2 10zM2 22C12 22 14 17 21 17V20C14 20 12 28 2 28zM27 12C34 12 36 2 46 2V9C36 9 34 17 27 17zM27 17C34 17 36 21 46 21V29C36 29 34 20 27 20z', ink: dot(24, 16, 4.500) },
  transitions: { soft: [0, 1, 2, 3].flatMap((y) => [0, 1, 2, 3, 4, 5].map((x) => ((x * 5 + y * 3) % 4 === 0 ? '' : bar(x * 8, y * 8, 7, 7)))).join(''), ink: bar(8, 0, 7, 7) + bar(24, 8, 7, 7) + bar(0, 16, 7, 7) + bar(40, 24, 7, 7) },
  switches: { soft: 'M9 6C24 6 24 22 39 22V27C22 27 22 11 9 11zM9 22C22 22 22 6 39 6V9C26 9 26 26 9 26z', ink: dot(6, 8, 4) + dot(6, 24, 4) + dot(42, 8, 4) + dot(42, 24, 4) },
  funnel: { soft: 'M0 2H48L41 10H7zM10 12H38L33 20H15zM17 22H31L28 30H20z', ink: bar(0, 2, 2, 8) + bar(10, 12, 2, 8) + bar(17, 22, 2, 8) },
  stages: { soft: bar(0, 4, 8, 28) + bar(10, 1, 8, 31) + bar(20, 10, 8, 22) + bar(30, 18, 8, 14) + bar(40, 25, 8, 7), ink: bar(0, 4, 8, 2) + bar(10, 1, 8, 2) + bar(20, 10, 8, 2) + bar(30, 18, 8, 2) + bar(40, 25, 8, 2) },
  bounce: { soft: bars(FIVE, [46, 40, 30, 26, 18]), ink: bars(FIVE, [40, 26, 10, 8, 3]) },
  conformance: { soft: bar(0, 14, 48, 4), line: 'M4 16H16C20 16 20 5 25 5S30 16 34 16H44', ink: dot(4, 16, 3) + dot(16, 16, 3) + dot(34, 16, 3) + dot(44, 16, 3) },
  waits: { soft: 'M0 11C8 11 8 1 13 1S20 11 48 11zM0 21C12 21 14 11 20 11S28 21 48 21zM0 31C16 31 20 20 28 20S38 31 48 31z', ink: bar(12, 1, 1.500, 10) + bar(19, 11, 1.500, 10) + bar(27, 20, 1.500, 11) },
  repeats: { soft: dot(8, 16, 7) + dot(24, 16, 7) + dot(40, 16, 7), line: 'M8 9C12 1 20 1 24 8M24 24C28 31 36 31 40 24', ink: dot(8, 16, 3) + dot(24, 16, 3) + dot(40, 16, 3) },
  conversions: { soft: bar(0, 4, 48, 6) + bar(0, 13, 48, 6) + bar(0, 22, 48, 6), ink: bar(0, 4, 30, 6) + bar(0, 13, 20, 6) + bar(0, 22, 9, 6) },
  personas: { soft: dot(9, 9, 6) + dot(24, 7, 6) + dot(39, 9, 6) + 'M0 30C0 20 18 20 18 30zM30 30C30 20 48 20 48 30z', ink: dot(24, 8, 5) + 'M14 32C14 17 34 17 34 32z' },
  'micro-conversions': { soft: bar(0, 6, 48, 5) + bar(0, 21, 48, 5), ink: dot(36, 8.500, 3.500) + dot(14, 23.500, 3.500), line: 'M8 8.500H36M4 23.500H14' },
  retention: { soft: [0, 1, 2, 3].flatMap((y) => [1, 2, 3, 4, 5].filter((x) => x < 6 - y).map((x) => bar(x * 8, y * 8, 7, 7))).join(''), ink: [0, 1, 2, 3].map((y) => bar(0, y * 8, 7, 7)).join('') },
  kpis: { soft: 'M0 26L10 20L20 23L30 12L40 14L48 5V13L40 21L30 20L20 30L10 28L0 32z', line: 'M0 29L10 24L20 26L30 16L40 18L48 9' },
  touchpoints: { soft: bars(FIVE, [48, 33, 32, 22, 12]), ink: FIVE.map((y, at) => dot([46, 31, 30, 20, 10][at] ?? 0, y + 2, 2)).join('') },
  channels: { soft: bars([2, 12, 22], [48, 30, 14], 7), ink: bars([2, 12, 22], [3, 3, 3], 7) },
  sessions: { soft: bar(0, 6, 14, 5) + bar(22, 6, 8, 5) + bar(0, 20, 6, 5) + bar(16, 20, 26, 5), ink: [1, 6, 11, 23, 27].map((x) => bar(x, 6, 2, 5)).join('') + [1, 17, 21, 30, 39].map((x) => bar(x, 20, 2, 5)).join('') },
  clicks: { soft: 'M2 2H46V30H2z', ink: dot(14, 10, 2.500) + dot(17, 12, 2.500) + dot(13, 13, 2.500) + dot(34, 22, 3.500) + dot(31, 20, 2) },
  comparison: { soft: bar(23.250, 0, 1.500, 32), line: 'M24 5H40M24 13H31M24 21H10M24 28H19', ink: dot(40, 5, 3) + dot(31, 13, 3) + dot(10, 21, 3) + dot(19, 28, 3) },
  types: { soft: bar(0, 2, 30, 6) + bar(0, 13, 46, 6) + bar(0, 24, 20, 6), ink: bar(0, 2, 6, 6) + bar(14, 2, 6, 6) + bar(7, 13, 6, 6) + bar(28, 13, 6, 6) + bar(35, 13, 6, 6) + bar(7, 24, 6, 6) },
  attribution: { soft: bar(0, 6, 14, 2) + bar(0, 23, 6, 2) + bar(18, 6, 9, 2) + bar(18, 23, 11, 2) + bar(36, 6, 11, 2) + bar(36, 23, 8, 2), ink: dot(14, 7, 2.500) + dot(6, 24, 2.500) + dot(27, 7, 2.500) + dot(29, 24, 2.500) + dot(45, 7, 2.500) + dot(44, 24, 2.500), line: 'M1 1V31M18 1V31M36 1V31' },
  omnichannel: { soft: 'M4 26C16 26 16 6 28 6H44V10H28C18 10 18 30 4 30z', ink: dot(6, 28, 4) + dot(24, 16, 4) + dot(42, 8, 4) },
  companies: { soft: bar(0, 7, 48, 2) + bar(0, 23, 48, 2), ink: dot(38, 8, 4) + dot(29, 24, 4), line: 'M18 8H18.01M11 24H11.01' },
  pains: { soft: bar(8, 2, 38, 5) + bar(8, 13, 24, 5) + bar(8, 24, 12, 5), ink: dot(3, 4.500, 2.500) + dot(3, 15.500, 2.500) + dot(3, 26.500, 2.500) },
  economy: { soft: bar(0, 2, 46, 6) + bar(0, 13, 14, 6) + bar(0, 24, 9, 6), ink: bar(0, 2, 30, 6) + bar(0, 13, 8, 6) + bar(0, 24, 3, 6) },
  drivers: { soft: bar(23.250, 0, 1.500, 32) + bar(0, 15.250, 48, 1.500), ink: dot(10, 7, 4) + dot(16, 24, 2.500) + dot(35, 9, 3) + dot(40, 25, 2.500) },
  opportunities: { soft: 'M2 0H4V28H48V30H2z', ink: dot(11, 8, 3.500) + dot(18, 17, 2.500) + dot(34, 22, 3.500) + dot(41, 12, 4) },
  alerts: { soft: 'M0 18L8 16L16 18L24 16L32 18L40 16L48 17V25L40 24L32 26L24 24L16 26L8 24L0 26z', line: 'M0 22L6 20L12 23L18 21L24 22L30 20L36 5', ink: dot(36, 5, 3.500) },
  checks: { soft: bar(12, 2, 34, 5) + bar(12, 13, 24, 5) + bar(12, 24, 30, 5), line: 'M1 5L4 8L9 1M1 27L4 30L9 23', ink: 'M5 11L10 20H0z' },
  emotions: { soft: bar(0, 15.250, 48, 1.500), line: 'M5 11C12 3 16 4 22 13S32 29 43 8', ink: dot(5, 11, 2.500) + dot(22, 13, 2.500) + dot(32, 22, 2.500) + dot(43, 8, 2.500) },
  themes: { soft: bars([2, 12, 22], [44, 30, 18], 7), ink: bar(0, 2, 2, 7) + bar(0, 12, 2, 7) + bar(0, 22, 2, 7), line: 'M50 5.500H50.01M6 15.500H24M6 25.500H12M6 5.500H36' },
  loyalty: { soft: bar(8, 7, 24, 3) + bar(14, 22, 24, 3), ink: dot(34, 8.500, 4) + dot(40, 23.500, 4), line: 'M8 8.500H8.01M14 23.500H14.01' },
};
