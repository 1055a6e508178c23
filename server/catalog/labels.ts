import type { InputCheck } from '../platform/kernel/check.js';
import { storedForm } from '../platform/kernel/texts.js';

/** The form in which a label is stored and searched: lower case. */
export function storedLabel(label: string): string {
  return storedForm(label.toLowerCase());
}

/** Labels in their stored form: unique and sorted. */
export function checkLabels(
  check: InputCheck,
  labels: readonly string[] | null | undefined,
): string[] | null | undefined {
  const texts = check.texts('labels', labels?.map(storedLabel), 50, 50);
  return texts && [...new Set(texts)].sort();
}
