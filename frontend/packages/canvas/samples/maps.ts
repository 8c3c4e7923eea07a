/** Invented edited maps by which the drawing is judged: what people make of a map once they may write in it. */
import type { Arrow, AssertedCard, BoundCell, Curve, LaneRow, PersonaMark, ResolvedMap, StepColumn } from '../../generated/resolvedmap.ts';
import { feelings, figure, figureRow, findings, flowing, NOTHING, touchpoints, uncounted } from './measured.ts';

const STAGES = ['stage:awareness', 'stage:consideration', 'stage:purchase', 'stage:retention', 'stage:advocacy'];
const UNNAMED = [null, null, null, null, null];
const PICTURE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAFklEQVR4nGOosN/CAAMMDAy1DsYQFgAclQLhjPh5tQAAAABJRU5ErkJggg==';

type Words = Partial<AssertedCard> & { text: string };

let count = 0;

function card(lane: string, stage: string, words: string | Words): AssertedCard {
  const given = typeof words === 'string' ? { text: words } : words;
  count += 1;
  return { id: `card:${String(count).padStart(4, '0')}`, lane, stage, note: null, provenance: 'asserted', until: null, stale_since: null, step: null, to_stage: null, owner: null, status: null, channel: null, message: null, image: null, language: null, measurement: null, uses: 0, about: null, kpi: null, ...given };
}

/** A lane with what stands in its stages, from the first on; null leaves a stage empty. */
type LaneOf = readonly [shows: string, cells?: readonly (string | Words | readonly (string | Words)[] | null)[], name?: string | null];

function filled(stages: readonly string[], lanes: readonly LaneOf[]): { lanes: LaneRow[]; cards: AssertedCard[] } {
  const cards: AssertedCard[] = [];
  const rows = lanes.map(([shows, cells = [], name = null], n): LaneRow => {
    const id = `lane:${n}:${shows}`;
    cells.forEach((cell, at) => [cell ?? []].flat().forEach((words) => cards.push(card(id, stages[at]!, words as string | Words))));
    return { id, shows, name, persona: null, is_locked: false };
  });
  return { lanes: rows, cards };
}

/** From every card to what it answers. */
function leading(cards: readonly AssertedCard[]): Arrow[] {
  return cards.flatMap((one) => (one.about === null ? [] : [{ id: `answer:${one.id}`, from_record: one.id, to_record: one.about, text: null, is_answer: true }]));
}

function base(map: Partial<ResolvedMap>): ResolvedMap {
  return { ...NOTHING, ...map };
}

const step = (id: string, stage: string, name: string, parent: string | null = null): StepColumn => ({ id, stage, name, parent, touchpoint: null });

/** A service blueprint with steps, figures in three of its five stages, plans and everything behind the line. */
export function blueprint(): ResolvedMap {
  const { stages, flows } = flowing(STAGES, ['Book', 'Arrive', 'Get seen', 'Pay', 'Follow up'], [3200, 2900, null, 2480, 1310]);
  const steps = [step('step:a', STAGES[1]!, 'Finds the entrance'), step('step:b', STAGES[1]!, 'Checks in'), step('step:s1', STAGES[2]!, 'Is called in'), step('step:s2', STAGES[2]!, 'Is examined'), step('step:s3', STAGES[2]!, 'Hears the answer'), step('step:s4', STAGES[2]!, 'Asks questions'), step('step:s2a', STAGES[2]!, 'Scan', 'step:s2'), step('step:s2b', STAGES[2]!, 'Blood test', 'step:s2')];
  const made = filled(STAGES, [
    ['reach'],
    ['customer_action', ['Looks for a time that suits work and children', [{ text: 'Follows the signs', step: 'step:a' }, { text: 'Types the booking number', step: 'step:b' }], [{ text: 'Waits for the name to be called', step: 'step:s1' }, { text: 'Undresses, dresses', step: 'step:s2' }, { text: 'Listens', step: 'step:s3' }], 'Pays at the machine', 'Reads the summary at home']],
    ['thought', ['Will they have time for me before Friday?', null, 'Did she say two weeks or two months?', null, 'Whom do I ask now?']],
    ['quote', [null, { text: 'Jeg gik forbi døren tre gange.', language: 'da', note: 'Interview, March' }, null, null, { text: 'Jag förstod brevet först när min dotter läste det.', language: 'sv', channel: 'letter' }]],
    ['emotion'],
    ['pain', [null, 'No sign can be read from the car park', { text: 'Nobody says how long it takes', provenance: 'measured', note: '41 of 96 asked' }, null, { text: 'The letter is written for doctors', provenance: 'inferred' }]],
    ['opportunity', [{ text: 'Show waiting time where people wait', to_stage: STAGES[2]!, note: 'worth a trial' }, null, null, null, 'A letter in plain words']],
    ['moment_of_truth', [null, null, 'The minute in which the answer is given']],
    ['kpi'],
    ['line_of_interaction'],
    ['front_stage', ['Booking page, phone', 'Reception', 'Nurse, doctor', 'Payment machine', 'Letter, app']],
    ['message_plan', [[{ text: '', channel: 'sms', message: 'confirmation' }, { text: '', channel: 'email', message: 'confirmation' }], { text: 'Where to park, which door', channel: 'sms', message: 'product_information' }, null, { text: '', channel: 'sms', message: 'payment_reminder' }, [{ text: '', channel: 'email', message: 'satisfaction_survey' }, { text: '', channel: 'app', message: 'news' }]]],
    ['line_of_visibility'],
    ['people', ['Scheduling, 4', null, 'Ward assistants, 11', null, 'Medical secretaries']],
    ['system', ['Booking', 'Queue screen', { text: 'Record', note: 'not linked to the queue' }, 'Payment', { text: 'Letter templates', stale_since: '2025-03-01T00:00:00Z' }]],
    ['line_of_internal_interaction'],
    ['policy', [{ text: 'A time within 90 days', to_stage: STAGES[3]! }, null, null, null, 'Answers within a week']],
    ['process', [null, null, 'Lab round at 10 and 14']],
    ['action', [{ text: 'Signs at the car park', owner: 'Facilities', until: '2027-01-15T00:00:00Z', status: 'doing' }, { text: 'Say the waiting time at check-in', owner: 'Elin Berg', until: '2027-02-01T00:00:00Z', status: 'planned', kpi: 'csat_mean' }, null, { text: 'Second machine', status: 'dropped', owner: 'Finance' }, [{ text: 'Letters tested with readers', owner: 'Signe Møller', until: '2026-12-01T00:00:00Z', status: 'done' }, { text: 'An answer line in the evening', status: 'idea' }]]],
    ['owner', ['Liv Haugen', 'Jonas Lindqvist', { text: 'Signe Møller', note: 'ward 3' }, 'Aino Salmela', 'Elin Berg']],
    ['image', [null, { text: 'The entrance from the car park', image: PICTURE }]],
  ]);
  const kpi = made.lanes.find((lane) => lane.shows === 'kpi')!.id;
  const emotion = made.lanes.find((lane) => lane.shows === 'emotion')!.id;
  const pain = made.cards.find((entry) => entry.text.startsWith('Nobody says'))!;
  const cards = made.cards.map((entry) => (entry.text.startsWith('Say the waiting') ? { ...entry, about: pain.id } : entry));
  const trend = (level: number): number[] => Array.from({ length: 12 }, (_, month) => level * (1 + Math.sin(month) * 0.05));
  const cell = (n: number, more: Partial<BoundCell>): BoundCell => ({ id: `cell:${n}`, lane: kpi, stage: STAGES[n]!, step: null, to_stage: null, text: null, measurement: null, trend: [], trend_n: [], target: null, provenance: 'measured', ...more });
  const cells = [
    cell(0, { text: 'Booked on the web', measurement: figure(0.62, 'share', { n: 3200, interval: { low: 0.6, high: 0.64 } }), trend: trend(0.6), target: 0.7 }),
    cell(1, { text: 'Minutes until seen', measurement: figure(1860, 'seconds', { n: 812, interval: { low: 1700, high: 2000 }, fresh_at: '2026-08-12T00:00:00Z' }), trend: trend(1800), target: 1200 }),
    cell(2, { text: 'Understood the answer', measurement: figure(3.4, 'score', { n: 41, is_small_sample: true, provenance: 'inferred', interval: { low: 3, high: 3.8 } }) }),
    cell(4, { text: 'Would come here again', measurement: figure(38, 'points', { n: 640, interval: { low: 33, high: 43 } }), trend: trend(38), target: 45 }),
  ];
  const curves: Curve[] = [{ id: 'curve:1', lane: emotion, kind: 'feeling', persona: null, is_planned: false, points: STAGES.map((stage, n) => ({ id: `cell:level${n}`, stage, position_share: 0.4, level: [0.4, -1.1, -0.2, 0.3, -0.7][n]!, text: [null, 'Lost before it began', 'Afraid, then calmer', null, 'Alone with a letter'][n]! })) }];
  return base({ id: 'map:blueprint', title: 'A visit to the eye clinic', form: 'service_blueprint', base: { customers: 3200, interactions: 21400, period: null, journeys: 3300 }, stages, flows, steps, ...made, cards, cells, curves, arrows: [...leading(cards), { id: 'link:1', from_record: 'step:b', to_record: 'step:s2', text: 'the letter goes along', is_answer: false }, { id: 'link:2', from_record: 'step:s3', to_record: 'step:a', text: null, is_answer: false }], personas: [{ id: 'persona:inge', name: 'Inge, 71', role: 'new patient', portrait: { hair: 'bun', hair_tint: 3, glasses: 1 }, quote: 'I can hear you, but I cannot read that.', share: figure(0.31, 'share') }] });
}

/** A future state: the measured line, the line that is wanted, what is to be done about the worst. */
export function future(): ResolvedMap {
  const { stages, flows } = flowing(STAGES, UNNAMED, [8000, 6500, 4700, 3800, 2100]);
  const made = filled(STAGES, [
    ['reach'],
    ['feeling'],
    ['findings'],
    ['opportunity', [null, 'A size adviser that remembers', { text: 'Delivery price before the basket', note: 'asked for by 34 %' }, { text: 'One place that knows where the parcel is', to_stage: STAGES[4]! }, null]],
    ['delight', [null, null, null, null, 'A spare button in the first parcel']],
    ['influence', [null, 'A word about fit, right after the second look', null, 'The day before delivery']],
    ['touchpoints'],
    ['csat_mean'],
    ['conversion_share', [], 'Goes on to the next'],
    ['action', [null, { text: 'Size adviser in the shop and on the web', owner: 'Liv Haugen', until: '2027-01-15T00:00:00Z', status: 'doing', about: 'pain:cart', kpi: 'conversion_share' }, { text: 'Show the delivery price early', owner: 'Jonas Lindqvist', until: '2027-02-01T00:00:00Z', status: 'planned', about: 'pain:cart' }, { text: 'Answer returns within a day', owner: 'Signe Møller', until: '2027-03-01T00:00:00Z', status: 'idea', about: 'pain:wait' }, null]],
    ['owner', ['Elin Berg', 'Liv Haugen', 'Jonas Lindqvist', 'Signe Møller', 'Aino Salmela']],
  ]);
  const feeling = made.lanes.find((lane) => lane.shows === 'feeling')!.id;
  const point = (n: number, level: number, text: string | null = null): Curve['points'][number] => ({ id: `cell:to-be${n}`, stage: STAGES[n]!, position_share: 0.45, level, text });
  const curves: Curve[] = [{ id: 'curve:to-be', lane: feeling, kind: 'feeling', persona: null, is_planned: true, points: [point(0, 0.6), point(1, 1.2), point(2, 0.9, 'No surprise at the till'), point(3, 0.4, 'Knows where it is'), point(4, 1.6)] }];
  return base({
    id: 'map:future', title: 'Buying outdoor clothing, spring 2027', form: 'future_state', is_planned: true, base: { customers: 8000, interactions: 64210, period: { start: '2025-11-01T00:00:00Z', end: '2026-11-01T00:00:00Z' }, journeys: 9000 }, period: { start: '2025-11-01T00:00:00Z', end: '2026-11-01T00:00:00Z' }, fresh_at: '2026-10-31T00:00:00Z',
    stages, flows, feelings: feelings(stages, [0.3, 1.0, -0.1, -1.4, 1.1]), touchpoints: touchpoints(stages), pains: findings(stages),
    figures: [figureRow('csat_mean', 'score', { stages, start: 3.6, target: 4.2 }), figureRow('conversion_share', 'share', { stages, start: 0.6, target: null })],
    ...made, curves, arrows: leading(made.cards), personas: [{ id: 'persona:maja', name: 'Maja, weekend hiker', role: null, portrait: { hair: 'hat', clothes: 3 }, quote: null, share: figure(0.38, 'share') }],
  });
}

const BUYERS: readonly PersonaMark[] = [
  { id: 'persona:user', name: 'Kari, controller', role: 'uses it every day', portrait: { hair: 'bob', hair_tint: 1 }, quote: 'Give me my Fridays back.', share: null },
  { id: 'persona:it', name: 'Mikkel, head of IT', role: 'approves', portrait: { hair: 'beard', glasses: 1 }, quote: null, share: null },
  { id: 'persona:buyer', name: 'Anna-Karin, procurement', role: 'buys', portrait: { hair: 'curly', hair_tint: 0, skin: 3 }, quote: null, share: figure(0.12, 'share') },
  { id: 'persona:boss', name: 'Torvald, CFO', role: 'decides', portrait: { hair: 'bald', skin: 1, glasses: 0 }, quote: 'What does it replace?', share: null },
];

/** One account, four people who decide together, each with a line; tension apart. */
export function buyingGroup(): ResolvedMap {
  const ids = ['stage:need', 'stage:list', 'stage:trial', 'stage:contract', 'stage:start', 'stage:renew'];
  const names = ['Sees the need', 'Makes a list', 'Tries', 'Contract', 'Gets started', 'Renews'];
  const made = filled(ids, [
    ['goal', ['Close the month in three days', null, 'See it work with our own figures', 'Terms that audit accepts', null, 'Fewer systems, not more']],
    ['emotion', [], 'How each of them feels'],
    ['arc'],
    ['customer_action', ['Kari counts hours', 'Mikkel asks two peers', 'Kari loads last month', 'Anna-Karin sends 40 questions', 'Everybody learns it in a week', 'Torvald asks what it saved']],
    ['need', [null, 'A reference in our line of trade', 'Data that stays in the country', null, 'Somebody who picks up the phone', null]],
    ['motivation', ['A quiet December', null, null, 'No exceptions to explain', null, null]],
    ['channel', [{ text: 'Search', channel: 'search' }, { text: 'Peers', channel: 'phone' }, { text: 'Trial', channel: 'web' }, { text: 'E-mail', channel: 'email' }, { text: 'On site', channel: 'store' }, { text: 'Review meeting', channel: 'event' }]],
    ['moment_of_truth', [null, null, 'The first import without help', null, null, 'The invoice of the second year']],
    ['pain', [null, 'Prices only on request', null, { text: 'Four weeks of legal questions', to_stage: ids[4]! }]],
    ['delight', [null, null, 'It found an error we had for years']],
  ]);
  const emotion = made.lanes.find((lane) => lane.shows === 'emotion')!.id;
  const arc = made.lanes.find((lane) => lane.shows === 'arc')!.id;
  const levels = [[-1.4, 0.2, 1.5, -0.3, 0.8, 1.4], [0, 0.4, -0.6, -1.0, 0.2, 0.5], [0, 0.1, 0.1, -1.5, 0.4, 0.2], [0.3, -0.4, 0.3, 0.6, -0.2, -0.9]];
  const curves: Curve[] = BUYERS.map((persona, who) => ({ id: `curve:${persona.id}`, lane: emotion, kind: 'feeling', persona: persona.id, is_planned: false, points: ids.map((stage, n) => ({ id: `cell:${who}:${n}`, stage, position_share: 0.3 + who * 0.1, level: levels[who]![n]!, text: who === 0 && n === 2 ? 'It just loaded' : who === 2 && n === 3 ? 'Again the same questions' : null })) }));
  curves.push({ id: 'curve:arc', lane: arc, kind: 'arc', persona: null, is_planned: false, points: ids.map((stage, n) => ({ id: `cell:arc${n}`, stage, position_share: 0.4, level: [-1.6, -0.8, 0.9, 1.8, -0.4, 0.6][n]!, text: n === 3 ? 'Everybody must sign' : n === 2 ? 'Does it hold?' : null })) });
  return base({ id: 'map:b2b', title: 'A finance team chooses a closing tool', stages: ids.map((id, n) => uncounted(id, names[n]!)), ...made, curves, personas: BUYERS });
}

/** Fifty stages, thirty lanes, 1,500 cards. */
export function overfull(): ResolvedMap {
  const ids = Array.from({ length: 50 }, (_, n) => `stage:${n}`);
  const shows = ['customer_action', 'thought', 'need', 'quote', 'pain', 'opportunity', 'action', 'people', 'system', 'policy'];
  const said = ['Reads the letter twice', 'Asks a friend who has done it before', 'Waits', 'Is it worth the money, and will it last?', 'Fills in the form again because the first one was lost'];
  const lanes = Array.from({ length: 30 }, (_, row): LaneOf => [shows[row % shows.length]!, ids.map((_, n) => `${said[(row + n) % said.length]!} (${row}.${n})`), `${shows[row % shows.length]!.replaceAll('_', ' ')} ${row + 1}`]);
  return base({ id: 'map:overfull', title: 'Everything at once', stages: ids.map((id, n) => uncounted(id, `Stage ${n + 1}`)), ...filled(ids, lanes) });
}

/** A template that nobody has written in yet. */
export function blank(): ResolvedMap {
  const made = filled(STAGES, [['customer_action'], ['thought'], ['emotion'], ['quote'], ['pain'], ['opportunity'], ['line_of_interaction'], ['front_stage'], ['line_of_visibility'], ['people'], ['system'], ['action'], ['kpi']]);
  return base({ id: 'map:blank', title: 'A new journey', stages: STAGES.map((id) => uncounted(id, null)), ...made });
}

/** The blueprint with every name as long as names get. */
export function longNames(): ResolvedMap {
  const long = (words: string): string => (words === '' ? '' : `${words} – uppföljningssamordnaransvarsområdesbeskrivning och mer`.slice(0, 60));
  const map = blueprint();
  return {
    ...map, id: 'map:letters', title: long(map.title ?? ''), stages: map.stages.map((stage) => ({ ...stage, name: long(stage.name ?? '') })), steps: map.steps.map((entry) => ({ ...entry, name: long(entry.name) })), lanes: map.lanes.map((lane) => ({ ...lane, name: long(lane.shows) })),
    cards: map.cards.map((entry) => ({ ...entry, text: long(entry.text), note: entry.note === null ? null : long(entry.note), owner: entry.owner === null ? null : long(entry.owner) })), personas: map.personas.map((persona) => ({ ...persona, name: long(persona.name), role: long(persona.role ?? '') })),
  };
}

export const SAMPLES: Readonly<Record<string, () => ResolvedMap>> = { blueprint, future, buyingGroup, overfull, blank, longNames };
