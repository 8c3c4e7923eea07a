/** Texts with places to fill: `{name}`, `{n:count}`, `{n:count|row|rows}`; figures and dates in the reader's locale. */
export type Language = 'en' | 'sv' | 'da' | 'nb';
export type Filling = Readonly<Record<string, string | number | null | undefined>>;

export const LANGUAGES: readonly Language[] = ['en', 'sv', 'da', 'nb'];
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', sv: 'Svenska', da: 'Dansk', nb: 'Norsk bokmål' };
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', sv: 'sv-SE', da: 'da-DK', nb: 'nb-NO' };
const PLACE = /\{(\w+)(?::(\w+))?(?:\|([^|}]*)\|([^|}]*))?\}/g;
const STEPS = [['year', 31_557_600], ['month', 2_629_800], ['day', 86_400], ['hour', 3600], ['minute', 60]] as const;

export class Speech {
  readonly language: Language;
  readonly locale: string;
  private readonly plural: Intl.PluralRules;

  constructor(language: Language) {
    this.language = language;
    this.locale = LOCALES[language];
    this.plural = new Intl.PluralRules(this.locale);
  }

  fill(template: string, given: Filling = {}): string {
    return template.replace(PLACE, (_, name: string, form?: string, one?: string, many?: string) => {
      const content = given[name];
      if (content === null || content === undefined) return '–';
      if (one === undefined) return this.formed(content, form);
      const noun = this.plural.select(Number(content)) === 'one' ? one : many;
      return form ? `${this.formed(content, form)}\u00a0${noun}` : String(noun);
    });
  }

  count(n: number): string {
    return this.number(n, 0);
  }

  number(n: number, digits = 1): string {
    return tidy(new Intl.NumberFormat(this.locale, { maximumFractionDigits: digits }).format(n));
  }

  /** A share in percent, with a digit behind the comma where it says more; figures that stand beside others keep it, 60.0 % too. */
  share(share: number, { isBeside = false }: { isBeside?: boolean } = {}): string {
    const digits = share > 0.9995 || share === 0 ? 0 : 1;
    return tidy(new Intl.NumberFormat(this.locale, { style: 'percent', minimumFractionDigits: isBeside ? digits : 0, maximumFractionDigits: digits }).format(share));
  }

  date(iso: string): string {
    return this.dated(iso, { day: 'numeric', month: 'short', year: 'numeric' });
  }

  moment(iso: string): string {
    return this.dated(iso, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  }

  duration(seconds: number): string {
    const [unit, length] = STEPS.find(([, step]) => seconds >= step * 1.5) ?? ['minute', 60];
    const amount = seconds / length;
    return tidy(new Intl.NumberFormat(this.locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount));
  }

  /** "3 hours ago", in the reader's words; what is no instant stays as it is. */
  since(iso: string, now: number = Date.now()): string {
    const seconds = (Date.parse(iso) - now) / 1000;
    if (Number.isNaN(seconds)) return iso;
    const [unit, length] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['minute', 60];
    return new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' }).format(Math.round(seconds / length), unit);
  }

  list(texts: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(texts);
  }

  private dated(iso: string, options: Intl.DateTimeFormatOptions): string {
    const isDay = iso.length <= 10;
    const when = new Date(isDay ? `${iso}T00:00:00Z` : iso);
    if (Number.isNaN(when.getTime())) return iso;
    return new Intl.DateTimeFormat(this.locale, isDay ? { ...options, timeZone: 'UTC' } : options).format(when);
  }

  private formed(content: string | number, form: string | undefined): string {
    if (form === 'date') return this.date(String(content));
    if (form === 'moment') return this.moment(String(content));
    if (form === 'since') return this.since(String(content));
    if (typeof content === 'string' || form === undefined) return String(content);
    if (form === 'count') return this.count(content);
    if (form === 'share') return this.share(content);
    return form === 'duration' ? this.duration(content) : this.number(content);
  }
}

/** A true minus and ordinary no-break spaces, as they are set in print. */
function tidy(text: string): string {
  return text.replace(/-(?=\d)/g, '−').replace(/[\u202f\u2009]/g, '\u00a0');
}
