import type { InputCheck } from '../kernel/check.js';

/** Labels in the form that is stored: lower case, each once, in order. */
export function checkLabels(
  check: InputCheck,
  labels: readonly string[] | null | undefined,
): string[] | null | undefined {
  const texts = check.texts('labels', labels, 50, 50);
  return texts
    ? [...new Set(texts.map((label) => label.toLowerCase().trim()))].sort()
    : (texts as null | undefined);
}
