import { recordedStatements } from '../harness/recorded-statements.js';
import { catalogueOf } from './catalogue.js';
import { brokenRules } from './rules.js';

/** Throws when servers sent statements that break the rules, with one example for each kind of fault. */
export async function checkRecorded(folder: string, databaseUrl: string): Promise<void> {
  const catalogue = await catalogueOf(databaseUrl);
  const examples = new Map<string, string>();
  for (const text of recordedStatements(folder))
    for (const rule of brokenRules(text, catalogue)) if (!examples.has(rule)) examples.set(rule, text);
  if (examples.size === 0) return;
  const lines = [...examples].map(([rule, text]) => `- ${rule}:\n    ${text.trim()}`);
  throw new Error(`Statements of the server break rules of test/statements/rules.ts:\n${lines.join('\n')}`);
}
