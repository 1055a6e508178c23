import { type Role, roles } from './cast.js';

/**
 * Parses a table. The first column is the entry point; the other columns are roles, with words of `meanings`.
 */
export function tableOf(text: string, meanings: Record<string, string>): Map<string, Record<Role, string>> {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  const columns = head.trim().split(/\s+/);
  if (columns.join() !== roles.join()) throw new Error(`the columns are ${columns.join(' ')}`);
  const table = new Map<string, Record<Role, string>>();
  for (const line of lines) {
    const cells = line.trim().split(/\s+/);
    const words = cells.splice(-roles.length);
    const name = cells.join(' ');
    const row = roles.map((role, i) => {
      const meaning = meanings[words[i] ?? ''];
      if (!meaning) throw new Error(`say what ${words[i]} means, of ${role} at ${name}`);
      return [role, meaning];
    });
    if (table.has(name)) throw new Error(`${name} stands twice in the table`);
    table.set(name, Object.fromEntries(row));
  }
  return table;
}
