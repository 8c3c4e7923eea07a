/** Pictures of what customers say. */
import type { Kinds } from '../frame.ts';
import { emotionsPicture } from './emotions.ts';
import { loyaltyPicture } from './loyalty.ts';
import { themesPicture } from './themes.ts';

export const VOICES: Kinds = { emotions: emotionsPicture, themes: themesPicture, loyalty: loyaltyPicture };
