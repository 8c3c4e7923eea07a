/** Notes of an answer in the reader's language: those that the answers write are known, others stay as they were written. */
import type { Tongue } from '../say.ts';

/** What a note that an answer wrote is called in the reader's language. */
export function noteWords(speaker: Tongue, note: string): string {
  for (const { form, key, names } of FORMS) {
    const found = form.exec(note);
    if (found === null) continue;
    const params = Object.fromEntries(names.map((name, n) => [name, named(speaker, name, found[n + 1]!)]));
    return speaker.say(key, params);
  }
  return note;
}

/** What a part of a note is called: traits and outcomes by their words, figures as figures. */
function named(speaker: Tongue, name: string, written: string): string | number {
  if (name === 'outcome') return speaker.say(`drivers.of.${written}`);
  if (name === 'goal') return speaker.has(`goal.${written}`) ? speaker.say(`goal.${written}`) : written;
  if (name === 'traits') return written.split(', ').map((trait) => (speaker.has(`persona.trait.${trait}`) ? speaker.say(`persona.trait.${trait}`) : trait)).join(', ');
  if (name === 'rung') return speaker.say(`voices.rung.${written}`);
  if (name === 'qualities') return written.split(', ').map((one) => qualityWords(speaker, one)).join(', ');
  return figured(written);
}

/** "sv 86.6% of 1768 (macro-F1 0.85)" in the reader's language. */
function qualityWords(speaker: Tongue, written: string): string {
  const found = /^(\w+) ([\d.]+)% of (\d+) \(macro-F1 ([\d.]+)\)$/.exec(written);
  if (found === null) return written;
  const language = speaker.say(`voices.language.${found[1]}`);
  return speaker.say('voices.quality', { language, share: Number(found[2]) / 100, n: Number(found[3]), f1: speaker.number(Number(found[4]), 2) });
}

function figured(words: string): string | number {
  return /^\d+(\.\d+)?$/.test(words) ? Number(words) : words;
}

interface Form {
  readonly form: RegExp;
  readonly key: string;
  readonly names: readonly string[];
}

const FORMS: readonly Form[] = [
  { form: /^(\d+) of (\d+) have a path$/, key: 'note.paths', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) have a path at ['"](.*)['"]$/, key: 'note.paths_at', names: ['n', 'of', 'at'] },
  { form: /^(\d+) visited ['"](.*)['"], (\d+) never did; the first visit of each counts$/, key: 'note.visited.first', names: ['n', 'at', 'others'] },
  { form: /^(\d+) visited ['"](.*)['"], (\d+) never did; the last visit of each counts$/, key: 'note.visited.last', names: ['n', 'at', 'others'] },
  { form: /^(\d+) interactions of nobody known are counted here, and never in paths$/, key: 'note.anonymous', names: ['n'] },
  { form: /^--(\w+) means nothing for \S+ and was not followed$/, key: 'note.unfollowed', names: ['option'] },
  { form: /^unplaced: those with nothing in any stage$/, key: 'note.unplaced', names: [] },
  { form: /^(\d+) of (\d+) visits are one interaction$/, key: 'note.bounces', names: ['n', 'of'] },
  { form: /^no column tells how long pages load, so load times are absent$/, key: 'note.no_loads', names: [] },
  { form: /^load times are told by (.*), in a unit it does not name$/, key: 'note.loads_unnamed', names: ['column'] },
  { form: /^load times are told by (.*)$/, key: 'note.loads', names: ['column'] },
  { form: /^(\d+) of (\d+) moves go to another channel$/, key: 'note.switches.channel', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) moves go to another device$/, key: 'note.switches.device', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) moves go to another .*$/, key: 'note.switches', names: ['n', 'of'] },
  { form: /^(\d+) different paths of (\d+) units$/, key: 'note.variants', names: ['n', 'of'] },
  { form: /^(\d+) customers against (\d+)$/, key: 'note.groups', names: ['n', 'of'] },
  { form: /^(\d+) customers are in both groups, and the tests take the groups for independent$/, key: 'note.both_groups', names: ['n'] },
  { form: /^alignment cost ([\d.]+) moves a customer, fitness ([\d.]+); (\d+) different paths over the steps aligned; (\d+) of (\d+) with several steps took all in order$/, key: 'note.cost', names: ['cost', 'fitness', 'paths', 'n', 'of'] },
  { form: /^held against: (.*)$/, key: 'note.held_against', names: ['where'] },
  { form: /^nobody fits this filter and this time; there are interactions from (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)$/, key: 'note.none_fits', names: ['from', 'to'] },
  { form: /^no interaction says who the customer is, .*$/, key: 'note.none_known', names: [] },
  { form: /^nothing that was imported tells of an interaction; .*$/, key: 'note.none_told', names: [] },
  { form: /^nobody here took two steps after each other, .*$/, key: 'note.no_second_step', names: [] },
  { form: /^no other company is known: .*$/, key: 'note.no_other_company', names: [] },
  { form: /^nobody is in scope$/, key: 'note.nobody', names: [] },
  { form: /^the map's own filter holds too: (.*)$/, key: 'note.own_filter', names: ['where'] },
  { form: /^not measured, since they name no touchpoint that the data has, or one twice: (.*)$/, key: 'note.unmeasured', names: ['steps'] },
  { form: /^(\d+) blank, don't-know or not-applicable answers are not counted$/, key: 'note.blank', names: ['n'] },
  { form: /^(\d+) orders in other currencies than (\S+) \((.*)\) are not in order values$/, key: 'note.currencies', names: ['n', 'currency', 'others'] },
  { form: /^goal ['"](.*)['"]: nothing in scope fits ['"](.*)['"], so conversions are absent$/, key: 'note.no_goal', names: ['goal', 'where'] },
  { form: /^costs and values in (\S+) are as somebody said, not measured$/, key: 'note.worth_said_somebody', names: ['currency'] },
  { form: /^costs and values in (\S+) are as (.*) said, not measured$/, key: 'note.worth_said', names: ['currency', 'who'] },
  { form: /^revenue is what customers paid, not profit: .*$/, key: 'note.not_profit', names: [] },
  { form: /^orders are in (\S+) and costs in (\S+), so nothing is taken together$/, key: 'note.two_currencies', names: ['orders', 'costs'] },
  { form: /^self-service saved so much at most: .*$/, key: 'note.saved_at_most', names: [] },
  { form: /^nobody has said what a contact costs: .*$/, key: 'note.no_contact_cost', names: [] },
  { form: /^nobody has read what people write, .*$/, key: 'note.words_unread', names: [] },
  { form: /^who takes a step differs in other ways too: that more of them reach the goal proves no cause$/, key: 'note.no_cause', names: [] },
  { form: /^['"](.*)['"] leads to ['"](.*)['"], which is no goal, and was left out$/, key: 'note.leads_nowhere', names: ['step', 'goal'] },
  { form: /^no goal is a small step; name one: .*$/, key: 'note.no_small_step', names: [] },
  { form: /^a wait longer than (\d+) minutes begins a new session$/, key: 'note.sessions', names: ['n'] },
  { form: /^the same matter on at least two channels within (\d+) days of the first contact$/, key: 'note.repeats', names: ['n'] },
  { form: /^the filter holds for our own answers only$/, key: 'note.own_answers', names: [] },
  { form: /^(\d+) rows of fewer than (\d+) are left out$/, key: 'note.few_left_out', names: ['n', 'least'] },
  { form: /^(\d+) clicks of nobody known are not counted$/, key: 'note.clicks.nobody', names: ['n'] },
  { form: /^(\d+) of (\d+) clicks have no position on the page$/, key: 'note.clicks.unplaced', names: ['n', 'of'] },
  { form: /^(\d+) customers are in no persona: too little is known of them$/, key: 'note.persona.others', names: ['n'] },
  { form: /^(\d+) groups fitted on (\d+) customers, stability ([\d.]+) \(mean adjusted Rand of refits; at least ([\d.]+) is shown\)$/, key: 'note.persona.fitted', names: ['n', 'of', 'stable', 'least'] },
  { form: /^left out of the fit, to test it: (.*)$/, key: 'note.persona.without', names: ['traits'] },
  { form: /^not kept yet: resa personas fit gives them lasting names and follows their size$/, key: 'note.persona.not_kept', names: [] },
  { form: /^no personas: (\d+) customers can be described, and 100 are needed$/, key: 'note.persona.few', names: ['n'] },
  { form: /^no personas: what is known tells no groups apart; one group fits as well as several$/, key: 'note.persona.alike', names: [] },
  { form: /^no personas: groups do not come back when customers are drawn anew \(stability at best ([\d.]+), at least ([\d.]+) is shown\)$/, key: 'note.persona.unstable', names: ['best', 'least'] },
  { form: /^no source tells where on a page people click; .*$/, key: 'note.clicks.none', names: [] },
  { form: /^nothing in scope is a click on ['"](.*)['"]$/, key: 'note.clicks.nothing', names: ['page'] },
  { form: /^no bare click is followed by anything but clicks within 5 seconds, .*$/, key: 'note.clicks.undead', names: [] },
  { form: /^times are told to the minute, so bursts and dead clicks are absent$/, key: 'note.clicks.minutes', names: [] },
  { form: /^nothing in scope reaches a goal, so goal_share is absent$/, key: 'note.clicks.no_goal', names: [] },
  { form: /^nobody tells how large the page was at (\d+) clicks: it is drawn ([\d.]+) times as high$/, key: 'note.clicks.size', names: ['n', 'tall'] },
  { form: /^(\d+) pages that are clicked least stand together as .*$/, key: 'note.clicks.further_pages', names: ['n'] },
  { form: /^(\d+) elements that are clicked least stand together as .*$/, key: 'note.clicks.further', names: ['n'] },
  { form: /^(\d+) series are watched day by day, with at most ([\d.]+) false alarm a month$/, key: 'note.watched', names: ['n', 'rate'] },
  { form: /^(\d+) series are watched hour by hour, with at most ([\d.]+) false alarm a month too$/, key: 'note.watched.hours', names: ['n', 'rate'] },
  { form: /^a series is watched once nine weeks of it are known, .*$/, key: 'note.unwatched', names: [] },
  { form: /^(\d{4}-\d\d-\d\d) is the last whole day that was looked at$/, key: 'note.last_day', names: ['day'] },
  { form: /^directions are of whole months, and corrected for (\d+) looked at together$/, key: 'note.trend.month', names: ['n'] },
  { form: /^directions are of whole weeks, and corrected for (\d+) looked at together$/, key: 'note.trend.week', names: ['n'] },
  { form: /^not whole, and in no direction: (.*)$/, key: 'note.trend.open', names: ['periods'] },
  { form: /^(\d+) visits to site and app and (\d+) saved pages were looked at$/, key: 'note.checks.seen', names: ['n', 'pages'] },
  { form: /^who comes on a phone may differ .*$/, key: 'note.checks.phones', names: [] },
  { form: /^how many fields are many, .*$/, key: 'note.checks.thumb', names: [] },
  { form: /^nothing has come in for (\d+) days$/, key: 'note.quiet', names: ['n'] },
  { form: /^(\d+) of (\d+) customers said something, in (\d+) sayings$/, key: 'note.voices.coverage', names: ['n', 'of', 'sayings'] },
  { form: /^(\d+) sayings are of nobody known$/, key: 'note.voices.nobody', names: ['n'] },
  { form: /^nobody has said anything in words$/, key: 'note.voices.silent', names: [] },
  { form: /^(\d+) of (\d+) different texts were read by word lists$/, key: 'note.voices.lexicon', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) different texts were read by the shipped model$/, key: 'note.voices.shipped', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) different texts were read by a model that learnt here$/, key: 'note.voices.refitted', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) different texts were read by your own model$/, key: 'note.voices.own', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) different texts are as people labelled them$/, key: 'note.voices.person', names: ['n', 'of'] },
  { form: /^(lexicon|shipped|refitted|own): right on texts it had not learnt from: (.*)$/, key: 'note.voices.right', names: ['rung', 'qualities'] },
  { form: /^(lexicon|shipped|refitted|own): how often it is right was not measured$/, key: 'note.voices.unmeasured', names: ['rung'] },
  { form: /^(\d+) of (\d+) different texts are decided, by readers (\d+)% sure on average$/, key: 'note.voices.sure', names: ['n', 'of', 'sure'] },
  { form: /^no mean of words in (\d+) of (\d+) rows: .*$/, key: 'note.voices.undecided', names: ['n', 'of'] },
  { form: /^fewer than (\d+) customers said this, so their words are withheld$/, key: 'note.voices.withheld', names: ['n'] },
  { form: /^texts (\d+) to (\d+) of (\d+) different ones$/, key: 'note.voices.page', names: ['from', 'to', 'n'] },
  { form: /^reported comes from scores, inferred from words; they have different bases and are never added up$/, key: 'note.voices.apart', names: [] },
  { form: /^named emotions are beta$/, key: 'note.voices.beta', names: [] },
  { form: /^change is (\S+) to (\S+) against (\S+) to (\S+)$/, key: 'note.voices.change', names: ['start', 'end', 'from', 'to'] },
  { form: /^(\d+) sayings about (\d+) other companies stand beside ours$/, key: 'note.voices.others', names: ['n', 'of'] },
  { form: /^observed, not proven: who felt bad may differ from the others in more than the purchases before it$/, key: 'note.loyalty.seen', names: [] },
  { form: /^within ([\d.]+) days of the feeling; .*$/, key: 'note.loyalty.within', names: ['n'] },
  { form: /^bought again: reached (.*) after it$/, key: 'note.loyalty.goal', names: ['goal'] },
  { form: /^no touchpoint has (\d+) customers who felt good and as many who felt bad, long enough ago$/, key: 'note.loyalty.few', names: ['n'] },
  { form: /^of all that was looked for, at most one in twenty findings is expected to be chance$/, key: 'note.findings_chance', names: [] },
  { form: /^what is lost is inferred: .*$/, key: 'note.lost_inferred', names: [] },
  { form: /^no goal is reached in scope, so what is lost is not told$/, key: 'note.lost_no_goal', names: [] },
  { form: /^nothing stands out that chance would not explain$/, key: 'note.nothing_stands_out', names: [] },
  { form: /^drivers go together with an outcome: that proves no cause$/, key: 'note.drivers_no_cause', names: [] },
  { form: /^(nps|csat|ces|conversion): (\d+) explained, R² (0\.\d+|1\.0+)$/, key: 'note.drivers_explained', names: ['outcome', 'n', 'r2'] },
  { form: /^fewer than (\d+) answers or customers could be explained, so drivers are absent$/, key: 'note.drivers_few', names: ['n'] },
  { form: /^(\d+) of (\d+) have an effect, inferred from .*$/, key: 'note.opportunities_inferred', names: ['n', 'of'] },
  { form: /^no pattern in these journeys proposes anything$/, key: 'note.no_opportunities', names: [] },
  { form: /^(\d+) of (\d+) conversions of (.*) have a touch within ([\d.]+) days before them and are shared out$/, key: 'note.credit.shared', names: ['n', 'of', 'goal', 'days'] },
  { form: /^credit is a way of sharing out what happened, .*$/, key: 'note.credit.no_effect', names: [] },
  { form: /^goal ['"](.*)['"]: nothing in scope fits ['"].*['"], so there is nothing to credit$/, key: 'note.credit.nothing', names: ['goal'] },
  { form: /^customers with the same profile\.(.*) are one account; (\d+) customers without one are left out$/, key: 'note.accounts', names: ['field', 'n'] },
  { form: /^types by what follows what, .* agree by (-?[\d.]+) .*$/, key: 'note.types.order', names: ['n'] },
  { form: /^types by what occurs, .* agree by (-?[\d.]+) .*$/, key: 'note.types.occurs', names: ['n'] },
  { form: /^these journeys fall into no types that would tell more than one for all$/, key: 'note.types.none', names: [] },
  { form: /^a path is like another where at most 50% of the longer one differs$/, key: 'note.types.alike', names: [] },
  { form: /^these types are not steady: .*$/, key: 'note.types.unsteady', names: [] },
  { form: /^types are drawn from (\d+) of (\d+) units, and given to all$/, key: 'note.types.sample', names: ['n', 'of'] },
  { form: /^these types are kept since ([\d-]+): a filter can name them, type = \.\.\.$/, key: 'note.types.kept', names: ['day'] },
  { form: /^no journeys in scope$/, key: 'note.types.nothing', names: [] },
  { form: /^the often quoted 89 % against 33 % was tested here, not repeated; .*$/, key: 'note.omni.quoted', names: [] },
  { form: /^(\d+) customers with two visits or more in the (\d+) days before (\S+); (\d+) of them did something in the (\d+) days after it$/, key: 'note.omni.counted', names: ['n', 'before', 'day', 'back', 'after'] },
  { form: /^equals came equally often, .*$/, key: 'note.omni.equals', names: [] },
  { form: /^whether answers agree across channels is not counted: .*$/, key: 'note.omni.answers', names: [] },
];
