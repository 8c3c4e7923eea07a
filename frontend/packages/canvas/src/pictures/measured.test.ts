import assert from 'node:assert/strict';
import test from 'node:test';
import { answerOf } from '../../samples/answers.ts';
import { opportunities } from '../../samples/improvinganswers.ts';
import { comparedFigures, comparison, companies, conformance, conversions, kpis, switches, variants, waits } from '../../samples/measuredanswers.ts';
import { flat, marksOf, type RectShape, type Scene, type Shape } from '../scene.ts';
import type { Answer } from './answer.ts';
import { hillOf } from './hill.ts';
import { pictureOf, pictureTongue } from './index.ts';
import { movesOf } from './moves.ts';
import { noteWords } from './notes.ts';
import { around, linear, shares, times, waiting } from './scale.ts';

const speaker = pictureTongue('en');
const drawn = (answer: Answer, width = 1120): Scene => pictureOf(answer, { width, language: 'en' });
const labels = (scene: Scene): Map<string, string> => new Map(marksOf(scene).map((mark) => [mark.id, mark.label.replaceAll('\u00a0', ' ')]));
const shapesOf = (scene: Scene): Shape[] => scene.blocks.flatMap((block) => [...flat(block.shapes)]);
const words = (scene: Scene): string[] => shapesOf(scene).flatMap((shape) => (shape.kind === 'text' ? [shape.text.replaceAll('\u00a0', ' ')] : []));
const rects = (shapes: Iterable<Shape>): RectShape[] => [...shapes].filter((shape): shape is RectShape => shape.kind === 'rect');

/** The shapes under one mark. */
function under(scene: Scene, id: string): Shape[] {
  const found = shapesOf(scene).find((shape) => shape.kind === 'group' && shape.mark?.id === id);
  return found?.kind === 'group' ? [...flat(found.children)] : [];
}

test('a hill holds the share of waits that the spans say, left and right of any edge between them', () => {
  const row = { distribution: [[4, 8, 30], [64, 128, 10]] };
  const points = hillOf(row, waiting(speaker, 4096));
  const area = (from: number, to: number): number => points.filter(({ place }) => place >= from && place <= to).reduce((sum, { height }) => sum + height, 0);
  const middle = waiting(speaker, 4096).place(20);
  assert.ok(Math.abs(area(0, middle) / area(0, 1) - 0.75) < 0.01, String(area(0, middle) / area(0, 1)));
  assert.equal(Math.max(...points.map((point) => point.height)), 1);
  assert.deepEqual([points[0]!.height, points.at(-1)!.height], [0, 0]);
});

test('waits that nobody spread are a line and a notch; the rest of them is counted', () => {
  const bare = { ...waits(3), rows: waits(3).rows.map(({ distribution: _, ...row }) => row) };
  assert.equal(labels(drawn(bare)).get('waits:step:touchpoint 0>touchpoint 0'), 'touchpoint 0 › again: half take less than 3 seconds, nine in ten less than 9 seconds; 4,000 times');
  const many = waits(40);
  const steps = many.rows.filter((row) => row['kind'] === 'step');
  const hidden = steps.slice(16);
  assert.equal(labels(drawn(many)).get('waits:step:more'), `and ${hidden.length} less frequent ways, taken ${hidden.reduce((sum, row) => sum + Number(row['n']), 0).toLocaleString('en')} times`);
});

test('moves put together still add up, and their shares are of all moves out of a place', () => {
  const { rows } = switches(['web', 'email', 'store', 'phone', 'sms', 'app', 'chat']);
  const whole = rows.reduce((sum, row) => sum + Number(row['count']), 0);
  for (const most of [2, 3, 5, 9]) {
    const moves = movesOf(rows, most);
    assert.equal([...moves.cells.values()].reduce((sum, move) => sum + move.count, 0), whole);
    assert.ok(moves.names.length <= most);
    for (const name of moves.names) {
      const row = [...moves.cells.values()].filter((move) => move.from === name);
      if (row.length > 0) assert.ok(Math.abs(row.reduce((sum, move) => sum + move.share, 0) - 1) < 1e-9);
    }
  }
});

test('squares of moves are as large in area as there are moves', () => {
  const scene = drawn(answerOf('switches', [['a', 'b', 400], ['a', 'c', 100], ['b', 'a', 25]].map(([from, to, count]) => ({ from, to, count, moves: count, share: 0.5, customers: 3, median_wait_seconds: 60 }))));
  const area = (id: string): number => rects(under(scene, id)).map(({ w, h }) => w * h)[0]!;
  assert.ok(Math.abs(area('switches:a>b') / area('switches:a>c') - 4) < 1e-6);
  assert.ok(Math.abs(area('switches:a>b') / area('switches:b>a') - 16) < 1e-6);
});

test('a path has a box for each step, and what does not fit is counted', () => {
  const scene = drawn(variants(3, { steps: 1000, touchpoints: 40 }));
  const boxes = rects(under(scene, 'variants:1')).filter((box) => box.h >= 19).length;
  const more = under(scene, 'variants:1').flatMap((shape) => (shape.kind === 'text' && shape.text.startsWith('+') ? [Number(shape.text.replace(/\D/g, ''))] : []));
  assert.equal(boxes + more[0]!, 1000);
  assert.match(labels(scene).get('variants:1')!, /and 986 steps more;/);
});

test('paths and all others together are everybody', () => {
  const scene = drawn(variants(30));
  assert.match(labels(scene).get('variants:rest')!, /^All other paths: [\d,]+ customers on 5,130 paths, /);
  assert.ok(words(scene).includes('100%'));
});

test('a difference is told in points or in percent of the other figure, with what the test says', () => {
  const said = labels(drawn(comparedFigures()));
  assert.equal(said.get('comparison:figure:figure:conversion_share:all'), 'Conversion: 36.0% against 61.0%, −25.0 points (−26.0 to −23.0); differs');
  assert.equal(said.get('comparison:figure:figure:order_value_mean:all'), 'Order value: SEK 3,572 against SEK 4,147, −13.9 % (−16.6 to −11.1); differs');
  assert.equal(said.get('comparison:figure:figure:left:purchase')!.endsWith('may be chance'), true);
  assert.equal(said.get('comparison:figure:figure:nps:all'), 'NPS: 37 against –, – (–); not tested');
});

test('a comparison says who is held against whom', () => {
  assert.ok(words(drawn(comparison(['stage'], 2))).some((line) => line.startsWith('Customers where the channel is website held against those where the channel is store.')));
  const called = pictureOf(comparison(['stage'], 2), { width: 1120, language: 'en', called: { 'channel = web': 'Maja, 31' } });
  assert.ok(words(called).some((line) => line.startsWith('Maja, 31 held against those where the channel is store.')));
  const others = pictureOf({ ...comparison(['stage'], 2), notes: ['held against: not (channel = web)'] }, { width: 1120, language: 'en' });
  assert.ok(words(others).some((line) => line.startsWith('Customers where the channel is website held against the others.')));
});

test('steps of one name say which touchpoint each of them is', () => {
  const answer = conformance(2, 0);
  const same = { ...answer, rows: answer.rows.map((row) => (row['touchpoint'] == null ? row : { ...row, step: 'Basket' })) };
  assert.ok(!words(drawn(same)).includes('Basket'));
  assert.ok(words(drawn(same)).includes('t1'));
});

test('the four fates of a planned step fill its row exactly', () => {
  const scene = drawn(conformance(2, 0));
  const bands = rects(under(scene, 'conformance:step:1')).filter((band) => band.h === 20);
  const edge = bands.at(-1)!.x + bands.at(-1)!.w + 1 - bands[0]!.x;
  const parts = bands.map((band) => (band.w + 1) / edge);
  [4000 / 8930, 200 / 8930, 730 / 8930, 4000 / 8930].forEach((share, n) => assert.ok(Math.abs(parts[n]! - share) < 0.002, `${n}: ${parts[n]}`));
  assert.match(labels(scene).get('conformance:step:1')!, /4,000 in order, 200 out of order, 730 skipped it \(8\.2%/);
  assert.ok(words(scene).some((line) => line.startsWith('3 of 9 who took several steps')));
});

test('small steps stand apart from the goals they lead to', () => {
  const heads = words(drawn(conversions()));
  assert.ok(heads.indexOf('Goals') < heads.indexOf('Small steps towards purchase'));
  assert.equal(labels(drawn(conversions())).get('conversions:newsletter:'), 'Newsletter: 9 of 8,930 reach it, 0.1% (0% to 0.2%); half of them within –');
});

test('figures of different units never share a scale', () => {
  const heads = words(drawn(kpis()));
  assert.ok(heads.some((one) => /^\d\.\d\d$/.test(one)), heads.join('|')); // a score to the digit of its interval
  for (const head of ['Points, −100 to 100', 'Scores', 'Shares', 'Times', 'Amounts, SEK']) assert.ok(heads.includes(head), head);
  assert.equal(heads.filter((head) => head === 'Scores').length, 2);
});

test('we are always among the companies that are shown', () => {
  assert.ok([...labels(drawn(companies(70))).values()].some((label) => label.startsWith('We, Stars: 4.26')));
});

test('a company says how far we are from it, on what that rests, and where it may be chance', () => {
  const said = [...labels(drawn(companies(20))).values()];
  assert.ok(said.some((label) => label.startsWith('touchpoint 0') && label.endsWith('we less them −0.64 (−0.84 to −0.44), from 5 Jan 2026 to 30 Jun 2026, 380 answers about us and 90 about them')));
  assert.ok(said.some((label) => label.endsWith('about them; may be chance')));
  assert.ok(said.some((label) => label.startsWith('We, Would recommend: 34 (28 to 40)')));
});

test('opportunities stand by what they would bring at the least, and say by what', () => {
  const scene = drawn(opportunities(9));
  const heads = words(scene).filter((one) => /; by /.test(one));
  assert.deepEqual(heads.map((one) => one.split(' ').slice(0, 3).join(' ')), ['Money beyond chance;', 'Feels better, beyond']);
  assert.ok([...labels(scene).values()].every((label) => label.includes('at least: ')));
});

test('scales reach as far as they say, on round steps', () => {
  assert.deepEqual(linear([3, 47], { say: String }).ticks.map((tick) => tick.amount), [0, 10, 20, 30, 40, 50]);
  assert.deepEqual(shares(speaker, [0.034]).ticks.map((tick) => tick.words), ['0%', '1%', '2%', '3%', '4%']);
  assert.deepEqual(around(33, String).ticks.map((tick) => tick.amount), [-40, -20, 0, 20, 40]);
  assert.deepEqual(times(speaker, [400]).ticks.map((tick) => tick.amount), [0, 120, 240, 360, 480]);
  assert.deepEqual(waiting(speaker, 90 * 86_400).ticks.map((tick) => tick.words), ['1 s', '1 min', '1 hour', '1 day', '1 week', '1 month']);
  assert.deepEqual(waiting(speaker, 7200).ticks.map((tick) => tick.words), ['1 s', '5 s', '15 s', '1 min', '5 min', '20 min', '1 hour']);
  assert.deepEqual(linear([61.8, 62.2], { say: speaker.number }).ticks.map((tick) => tick.words), ['61.8', '61.9', '62.0', '62.1', '62.2']);
});

test('every note of these answers is told in the language of the reader', () => {
  const notes = [
    '12 of 40 visits are one interaction', 'no column tells how long pages load, so load times are absent', 'load times are told by property.load_ms', 'load times are told by property.load, in a unit it does not name',
    '3 of 9 moves go to another channel', '3 of 9 moves go to another device', '3 of 9 moves go to another stage', '12 different paths of 30 units', '30 customers against 20', 'held against: channel = store',
    '5 customers are in both groups, and the tests take the groups for independent', 'nobody is in scope', 'nobody fits this filter and this time; there are interactions from 2026-01-01 to 2026-01-04', 'no interaction says who the customer is, so there are no journeys; name the column in the spec',
    'nothing that was imported tells of an interaction; `resa sources` says what became of the records', 'nobody here took two steps after each other, so nothing follows anything', 'no other company is known: import reviews of one, and say in their spec whose they are',
    "the map's own filter holds too: channel = web", 'not measured, since they name no touchpoint that the data has, or one twice: Pay, Go',
    'alignment cost 1.67 moves a customer, fitness 0.700; 3 different paths over the steps aligned; 1 of 2 with several steps took all in order', "4 blank, don't-know or not-applicable answers are not counted", '6 orders in other currencies than SEK (DKK, NOK) are not in order values',
    "goal 'cart': nothing in scope fits 'kind = cart', so conversions are absent", 'who takes a step differs in other ways too: that more of them reach the goal proves no cause', "'news' leads to 'nothing', which is no goal, and was left out",
    'no goal is a small step; name one: resa goals set cart --leads-to purchase', 'a wait longer than 30 minutes begins a new session', 'the same matter on at least two channels within 30 days of the first contact', 'the filter holds for our own answers only',
  ];
  for (const note of notes) {
    const told = (['sv', 'da', 'nb'] as const).map((language) => noteWords(pictureTongue(language), note));
    for (const one of told) assert.notEqual(one, note);
    assert.ok(new Set(told).size > 1, note);
    assert.doesNotMatch(told.join(), /[{}]|undefined/);
  }
});
