import { editDistance } from './edit-distance.js';

/** A variable that is not a setting but resembles one, and the setting that was probably meant. */
export interface Misspelt {
  readonly name: string;
  readonly nearest: string;
}

/** Kubernetes sets these in every container, for services that are called `database`, `s3` and so on. */
const ofKubernetes = /_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$/;

/**
 * Finds environment variables that are probably misspelt settings: their first word is that of several settings (`S3_`), or they differ
 * from a setting in few letters.
 */
export function misspelt(names: readonly string[], settings: readonly string[]): Misspelt[] {
  const firstWords = settings.map(firstWord);
  const prefixes = new Set(firstWords.filter((word, i) => word !== '' && firstWords.indexOf(word) !== i));
  return names
    .filter((name) => !settings.includes(name) && !ofKubernetes.test(name))
    .flatMap((name) => {
      const given = name.toUpperCase();
      // A missing word of a long name weighs less than as many letters of a short one.
      const nearest = prefixes.has(firstWord(given))
        ? leastOf(settings, (setting) => editDistance(given, setting) / setting.length)
        : leastOf(
            settings.filter((setting) => isWithin(mostSlips(setting), given, setting)),
            (setting) => editDistance(given, setting),
          );
      return nearest === undefined ? [] : [{ name, nearest }];
    });
}

function firstWord(name: string): string {
  return name.slice(0, name.indexOf('_') + 1);
}

/** The edit distance up to which a name counts as misspelt. It is small for short names: `HOME` is not `HOST`. */
function mostSlips(setting: string): number {
  return Math.min(3, Math.floor(setting.length / 4));
}

function isWithin(slips: number, from: string, to: string): boolean {
  return Math.abs(from.length - to.length) <= slips && editDistance(from, to) <= slips;
}

function leastOf(texts: readonly string[], measure: (text: string) => number): string | undefined {
  return texts
    .map((text) => ({ text, size: measure(text) }))
    .reduce<{ text?: string; size: number }>((best, one) => (one.size < best.size ? one : best), {
      size: Number.POSITIVE_INFINITY,
    }).text;
}
