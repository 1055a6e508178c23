import type { Client } from 'pg';

/** The statements that move all rights and policies in this database from one role to another. */
const statements = `
  with target as (
    select 'alter policy ' || quote_ident(policyname) || ' on public.' || quote_ident(tablename) || ' to ' || quote_ident($2) as text
    from pg_policies where schemaname = 'public' and roles = array[$1::name]
  ), rights as (
    select a.privilege_type || ' on schema public' as text
    from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'public' and a.grantee = to_regrole(quote_ident($1))
    union all
    select a.privilege_type || case c.relkind when 'S' then ' on sequence ' else ' on ' end || c.oid::regclass
    from pg_class c, aclexplode(c.relacl) a
    where c.relnamespace = 'public'::regnamespace and a.grantee = to_regrole(quote_ident($1))
    union all
    select a.privilege_type || ' (' || quote_ident(t.attname) || ') on ' || t.attrelid::regclass
    from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
    where c.relnamespace = 'public'::regnamespace and a.grantee = to_regrole(quote_ident($1))
    union all
    select a.privilege_type || ' on function ' || p.oid::regprocedure
    from pg_proc p, aclexplode(p.proacl) a
    where p.pronamespace = 'public'::regnamespace and a.grantee = to_regrole(quote_ident($1))
  )
  select text from target
  union all select 'grant ' || text || ' to ' || quote_ident($2) from rights
  union all select 'revoke ' || text || ' from ' || quote_ident($1) from rights`;

/** Makes `role` the serving role of this database in place of `before`. */
export async function handOver(client: Client, before: string, role: string): Promise<void> {
  await client.query('begin');
  try {
    const { rows } = await client.query<{ text: string }>(statements, [before, role]);
    for (const { text } of rows) await client.query(text);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
