import { type Role, roles } from './cast.js';

/**
 * Parses a table. The first column is the entry point; the other columns are roles, with words of `meanings`.
 */
export function tableOf(text: string, meanings: Record<string, string>): Map<string, Record<Role, string>> {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  const columns = head.trim().split(/\s+/);
  if (columns.join() !== roles.join())
    throw new Error(`the columns must be the roles of the cast, not ${columns.join(' ')}`);
  const table = new Map<string, Record<Role, string>>();
  for (const line of lines) {
    const cells = line.trim().split(/\s+/);
    const words = cells.splice(-roles.length);
    const name = cells.join(' ');
    const row = roles.map((role, i) => {
      const meaning = meanings[words[i] ?? ''];
      if (!meaning) throw new Error(`the word ${words[i]} of ${role} for ${name} has no meaning`);
      return [role, meaning];
    });
    if (table.has(name)) throw new Error(`${name} is in the table twice`);
    table.set(name, Object.fromEntries(row));
  }
  return table;
}
