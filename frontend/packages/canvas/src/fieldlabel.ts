/** What the data calls a part, in the reader's words: countries, languages, devices, yes and no; the rest as it is. */
import type { Tongue } from './tongue.ts';

const OF_COUNTRY = /country|land(?!ing)|nation|market|marknad|marked/i;
const OF_DEVICE = /^device(?: type| kind| category)?$/i;
const OF_LANGUAGE = /language|lang$|locale|språk|sprog/i;
const TRUE: readonly string[] = ['true', 'yes', 'ja', 'y'];
const FALSE: readonly string[] = ['false', 'no', 'nej', 'nei', 'n'];

/** The name of a field without where it comes from: "club_member" as "club member". */
export function fieldName(field: string): string {
  return field.replace(/^(profile|property|customer)\./, '').replaceAll('_', ' ');
}

/** The words for one value of a field: "Norway" for `NO` of a country, "yes" for `true`. */
export function fieldLabel(speaker: Tongue, field: string, label: string): string {
  const own = fieldName(field);
  const country = countryName(speaker, field, label);
  if (country !== null) return country;
  if (OF_LANGUAGE.test(own)) return speaker.languageName(label.toLowerCase());
  const small = label.toLowerCase();
  if (OF_DEVICE.test(own) && speaker.has(`device.${small}`)) return speaker.say(`device.${small}`);
  if (TRUE.includes(small)) return speaker.say('label.yes');
  return FALSE.includes(small) ? speaker.say('label.no') : label;
}

/** A value with its field: "Norway" says what it is, others need their field beside them. */
export function fieldWords(speaker: Tongue, field: string, label: string): string {
  const country = countryName(speaker, field, label);
  if (country !== null) return country;
  const words = fieldLabel(speaker, field, label);
  const isAnswer = words !== label && [...TRUE, ...FALSE].includes(label.toLowerCase());
  return isAnswer ? `${fieldName(field)}: ${words}` : `${fieldName(field)} ${words}`;
}

/** The country that a value of a field is, null where it is none. */
export function countryName(speaker: Tongue, field: string, label: string): string | null {
  return OF_COUNTRY.test(fieldName(field)) ? regionName(speaker, label) : null;
}

const REGIONS = new Map<string, Intl.DisplayNames>();

/** The country of a code, null where the code is none. */
function regionName({ locale }: Tongue, code: string): string | null {
  if (!/^[A-Z]{2}$/i.test(code)) return null;
  const names = REGIONS.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  REGIONS.set(locale, names);
  return names.of(code.toUpperCase()) ?? null;
}
