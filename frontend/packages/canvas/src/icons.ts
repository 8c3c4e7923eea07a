/**
 * Line icons on a 24 px grid, drawn with one stroke width.
 *
 * Paths from Lucide (https://lucide.dev), ISC License, Copyright (c) Lucide Contributors; those marked "own"
 * were drawn here, because a message, a chat and a text message must differ at 16 px.
 */

export const ICONS = {
  search: 'M21 21l-4.3-4.3M11 3a8 8 0 1 0 0 16 8 8 0 0 0 0-16',
  social: 'M19 14c1.5-1.5 3-3.2 3-5.5A5.5 5.5 0 0 0 16.500 3c-1.800 0-3 .5-4.500 2-1.500-1.500-2.700-2-4.500-2A5.500 5.500 0 0 0 2 8.500c0 2.300 1.500 4 3 5.500l7 7z',
  web: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M12 2a14.500 14.500 0 0 0 0 20 14.500 14.500 0 0 0 0-20M2 12h20',
  app: 'M4 4h6.500v6.500H4zM13.500 4H20v6.500h-6.500zM4 13.500h6.500V20H4zM13.500 13.500H20V20h-6.500z', // own: a screen of apps
  store: 'M3 9l1.500-5h15L21 9M4 9v11h16V9M3 9a3 3 0 0 0 6 0 3 3 0 0 0 6 0 3 3 0 0 0 6 0M10 20v-5h4v5', // own
  chat: 'M3 4h12v9H8l-5 4zM18 9h3v12l-4-3h-7v-2', // own: two bubbles that answer each other
  email: 'M3 5h18v14H3zM3 6l9 7 9-7', // own
  parcel: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9',
  sms: 'M6 2h12v20H6zM9 7h6M9 10.500h6M9 14h3', // own: a phone that holds lines of text
  whatsapp: 'M7.900 20A9 9 0 1 0 4 16.100L2 22zM9 9c0 3.500 2.500 6 6 6l.8-2-2.300-1-1 1c-1-.4-1.800-1.200-2.200-2.200l1-1L10.400 7.500z', // own
  viber: 'M5 3h14v14h-7l-4 4v-4H5zM9 7c0 4 2 6 6 6M12.500 7c1.500 0 2.500 1 2.500 2.500', // own
  rcs: 'M3 4h18v13h-8l-5 4v-4H3zM7 8.500h10M7 12h6', // own
  phone: 'M22 16.920v3a2 2 0 0 1-2.180 2 19.790 19.790 0 0 1-8.630-3.070 19.500 19.500 0 0 1-6-6 19.790 19.790 0 0 1-3.070-8.670A2 2 0 0 1 4.110 2h3a2 2 0 0 1 2 1.720c.127.960.361 1.903.7 2.810a2 2 0 0 1-.45 2.110L8.090 9.910a16 16 0 0 0 6 6l1.270-1.270a2 2 0 0 1 2.110-.45c.907.339 1.850.573 2.810.7A2 2 0 0 1 22 16.920z',
  catalogue: 'M12 7v14M3 18V4h5a4 4 0 0 1 4 4 4 4 0 0 1 4-4h5v14h-6a3 3 0 0 0-3 3 3 3 0 0 0-3-3z',
  survey: 'M9 3h6v4H9zM9 5H5v16h14V5h-4M8.500 13l2.500 2.500 4.500-4.500', // own
  review: 'M12 3l2.700 5.700 6.300.8-4.600 4.300 1.200 6.200L12 17l-5.600 3 1.200-6.200L3 9.500l6.300-.8z', // own
  letter: 'M4 4h16v16H4zM8 9h8M8 12.500h8M8 16h5M16 4v5', // own
  ticket: 'M3 6h18v4a2 2 0 0 0 0 4v4H3v-4a2 2 0 0 0 0-4zM14 6v3M14 11v2M14 15v3', // own
  loyalty: 'M3 5h18v14H3zM3 10h18M7 15h4', // own
  ads: 'M3 10v4h4l9 5V5l-9 5zM19 9.500a3.500 3.500 0 0 1 0 5M7 14v5h3v-3.500', // own
  event: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M9 14.500l2 2 4-4', // own
  other: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 12h.01', // own
  river: 'M2 6c3-3 5 0 7 0s4-3 7 0 4 1 6 0M2 12c3-3 5 0 7 0s4-3 7 0 4 1 6 0M2 18c3-3 5 0 7 0s4-3 7 0 4 1 6 0',
  feeling: 'M2 12h4l3-8 6 16 3-8h4',
  pains: 'M12 3L2 20h20zM12 10v4M12 17h.01',
  touchpoints: 'M6 4a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M18 15a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M8.500 6.500H15a3 3 0 0 1 0 6H9a3 3 0 0 0 0 5h6.500', // own
  figures: 'M4 20V10M10 20V4M16 20v-7M21 20H2',
  messages: 'M22 2L11 13M22 2l-7 20-4-9-9-4z',
  action: 'M4 6l1.500 1.500L8 5M4 13l1.500 1.500L8 12M12 6h9M12 13h9M12 20h9M4 20h4',
  owner: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4 3.500-6 8-6s8 2 8 6',
  people: 'M9 4a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M2 20c0-3.500 3-5 7-5s7 1.500 7 5M16 4.500a3.500 3.500 0 0 1 0 6.500M18.500 15.500c2.200.6 3.500 2 3.500 4.500',
  system: 'M3 4h18v6H3zM3 14h18v6H3zM7 7h.01M7 17h.01',
  policy: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7',
  process: 'M4 7h11l-3-3M20 17H9l3 3',
  card: 'M4 5h16v14H4zM8 10h8M8 14h5',
  text: 'M4 6h16M4 11h16M4 16h10', // own
  goal: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 12h.01', // own
  customer_action: 'M5 3l14 8-6 1.500L10 19z', // own: somebody points at something
  thought: 'M8 15a5 5 0 1 1 1.500-9.500A5.500 5.500 0 0 1 20 8a4 4 0 0 1-2 7zM6 19h.01M3.500 21.500h.01', // own
  feeling_word: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.500 14c1 1.500 2 2 3.500 2s2.500-.5 3.500-2M9 9.500h.01M15 9.500h.01',
  need: 'M12 3v4M12 17v4M3 12h4M17 12h4M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6', // own
  motivation: 'M13 2L4 14h7l-1 8 9-12h-7z',
  behaviour: 'M17 2l4 4-4 4M3 11V9a3 3 0 0 1 3-3h15M7 22l-4-4 4-4M21 13v2a3 3 0 0 1-3 3H3',
  channel: 'M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4M7.500 7.500a6.400 6.400 0 0 0 0 9M16.500 7.500a6.400 6.400 0 0 1 0 9M4.500 4.500a10.600 10.600 0 0 0 0 15M19.500 4.500a10.600 10.600 0 0 1 0 15',
  arc: 'M2 20c6 0 7-15 10-15 2.500 0 3 9 5 9 1.500 0 2-2 5-2', // own
  quote: 'M4 12h5v6H4v-7c0-3 1.500-5 4-5M14 12h5v6h-5v-7c0-3 1.500-5 4-5', // own
  sad: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.500 16.500c1-1.500 2-2 3.500-2s2.500.5 3.500 2M9 9.500h.01M15 9.500h.01',
  image: 'M3 4h18v16H3zM3 16l5-5 5 5 3-3 5 5M15.500 8.500h.01',
  opportunity: 'M9 18h6M10 21.500h4M15 14.500c.2-1 .7-1.700 1.500-2.500a6 6 0 1 0-9 0c.8.8 1.300 1.500 1.500 2.500z',
  delight: 'M12 3l2.500 6.500L21 12l-6.500 2.500L12 21l-2.500-6.500L3 12l6.500-2.500z', // own
  moment_of_truth: 'M12 2.500l9.500 9.500-9.500 9.500L2.500 12zM12 12h.01', // own
  influence: 'M2 12h10M8.500 8l4 4-4 4M14 4.500a8 8 0 1 1 0 15', // own: something reaches into a circle
  front_stage: 'M3 20h18M5 20V9h14v11M5 9l2-5h10l2 5M10 20v-6h4v6', // own
  plan: 'M3 4h18v16H3zM3 9.500h18M3 15h18M9 4v16M15 4v16', // own
  open: 'M9 6l6 6-6 6',
  close: 'M6 9l6 6 6-6',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.500 2',
  plus: 'M12 5v14M5 12h14',
  lock: 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4',
} as const;

export type IconName = keyof typeof ICONS;

/** The icon of a channel; channels that we know by no name share one. */
export function channelIcon(channel: string): IconName {
  return Object.hasOwn(ICONS, channel) ? (channel as IconName) : (ALIASES[channel] ?? 'other');
}

const ALIASES: Readonly<Record<string, IconName>> = {
  website: 'web', shop: 'web', webshop: 'web', branch: 'store', pos: 'store', mail: 'email', 'e-mail': 'email', call: 'phone',
  call_center: 'phone', contact_center: 'phone', delivery: 'parcel', courier: 'parcel', post: 'letter', direct_mail: 'letter',
  twitter: 'social', facebook: 'social', instagram: 'social', display: 'ads', advertising: 'ads', banner: 'ads', reviews: 'review', push: 'app',
  surveys: 'survey', tickets: 'ticket', support: 'ticket', print: 'catalogue', events: 'event', kiosk: 'store', marketplace: 'web', messenger: 'chat',
}; // prettier-ignore
