/** How texts of pictures stand: each key beside its words in every language. */
import type { Language } from '../../view.ts';

export type PictureWords = Readonly<Record<string, Readonly<Record<Language, string>>>>;
