import { Migration } from '@mikro-orm/migrations';

type Arguments = ConstructorParameters<typeof Migration>;

/** A migration that knows the name of the serving role, for grants and policies. */
export abstract class TicketwireMigration extends Migration {
  /** The serving role, quoted for SQL. */
  protected readonly role: string;

  constructor(driver: Arguments[0], config: Arguments[1], role: string) {
    super(driver, config);
    this.role = `"${role.replaceAll('"', '""')}"`;
  }

  /** Adds statements, each to be run by itself: a router of several databases takes no two in one text. */
  override addSql(sql: Parameters<Migration['addSql']>[0]): void {
    if (typeof sql !== 'string') super.addSql(sql);
    else for (const statement of statementsIn(sql)) super.addSql(statement);
  }

  /** Isolates a table by organisation: the serving role reaches only rows of the session's organisation, by the column `key`. */
  protected isolate(table: string, key = 'organisation_id'): void {
    this.addSql(`
      alter table ${table} enable row level security;
      alter table ${table} force row level security;
      create policy organisation on ${table} to ${this.role}
        using (${key} = app_organisation()) with check (${key} = app_organisation());
      -- The owner migrates and sets up; the serving role never is the owner.
      do $$ begin execute format('create policy owner on ${table} to %I using (true) with check (true)', current_user); end $$;
    `);
  }
}

// A comment, a text, a name, the body of a function, or a character: a semicolon ends a statement only where it is none of the others.
const tokens = /--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|[\s\S]/g;

function statementsIn(text: string): string[] {
  const statements = [''];
  for (const [token] of text.matchAll(tokens)) {
    if (token === ';') statements.push('');
    else if (!token.startsWith('--')) statements[statements.length - 1] += token;
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}
