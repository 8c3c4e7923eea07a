/** The picture of an answer: a pure function of (Answer, PictureView), drawn by the same code as the map. */
import { spokenIn, type Tongue } from '../say.ts';
import type { Scene } from '../scene.ts';
import type { Language } from '../view.ts';
import type { Answer } from './answer.ts';
import { CREDITING } from './crediting.ts';
import { asked, framed, type Kinds, type PictureView } from './frame.ts';
import { IMPROVING } from './improving/index.ts';
import { MEASURED } from './measured.ts';
import { PEOPLE } from './personas/index.ts';
import { stageWords } from './names.ts';
import { WATCHING } from './watching.ts';
import { VOICES } from './voices/index.ts';
import { WAYS } from './ways.ts';
import { pictureWordsIn } from './words/index.ts';

export type { Answer } from './answer.ts';
export type { PictureView } from './frame.ts';

/** What draws each question's answer, by its name. */
export const PICTURES: Kinds = { ...WAYS, ...MEASURED, ...WATCHING, ...VOICES, ...PEOPLE, ...IMPROVING, ...CREDITING };

/** Whether answers to a question have a picture. */
export function drawable(what: string): boolean {
  return Object.hasOwn(PICTURES, what);
}

/** The picture of an answer, of a question that has one. */
export function pictureOf(answer: Answer, view: PictureView): Scene {
  const draw = PICTURES[answer.what];
  if (draw === undefined) throw new Error(`expected a question that has a picture, got ${answer.what}`);
  const speaker = answer.by === 'stage' || Object.keys(answer.stages ?? {}).length > 0 ? stageTongue(answer, view) : pictureTongue(view.language, view.locale);
  const of = asked(answer, view, speaker);
  return framed(of, draw(of));
}

const SPEAKERS = new Map<string, Tongue>();

/** A speaker who knows the names that people gave stages, and takes what steps are called for stages where they are some. */
function stageTongue({ rows, by, stages = {} }: Answer, { language, locale }: PictureView): Tongue {
  const further = pictureWordsIn(language);
  const named = Object.fromEntries(Object.entries(stages).map(([id, name]) => [`stage.${id}`, name]));
  if (by !== 'stage') return spokenIn(language, { locale, further, names: named });
  const known = spokenIn(language, { locale, further, names: named });
  const steps = new Set(rows.flatMap((row) => Object.values(row).flat()).filter((one): one is string => typeof one === 'string'));
  const places = [...steps].filter((step) => known.has(`stage.${step}`)).map((step) => [`place.${step}`, stageWords(known, step)]);
  return spokenIn(language, { locale, further, names: { ...named, ...Object.fromEntries(places) } });
}

/** The speaker of a language who knows the pictures' words too. */
export function pictureTongue(language: Language, locale?: string): Tongue {
  const key = `${language} ${locale ?? ''}`;
  const speaker = SPEAKERS.get(key) ?? spokenIn(language, { locale, further: pictureWordsIn(language) });
  SPEAKERS.set(key, speaker);
  return speaker;
}
