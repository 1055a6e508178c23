import type { Client } from 'pg';

/** The set-up of the serving role. */
export interface Isolation {
  /** Null: no role has rights on the tables. */
  readonly role: string | null;
  /** The faults. Empty: row-level security isolates the organisations. */
  readonly faults: readonly string[];
}

interface Facts {
  role: string | null;
  unbound: boolean;
  owns: string[];
  open: string[];
}

/**
 * Checks that every table of organisations' data that the serving role can read has forced row-level security and a policy for this role.
 * It finds a restore that left out statements.
 */
const facts = `
  with serving as (
    select r.oid, r.rolname, r.rolsuper or r.rolbypassrls as unbound
    from pg_policies p join pg_roles r on r.rolname = p.roles[1]
    where p.schemaname = 'public' and p.tablename = 'organisations' and p.policyname = 'organisation'
  ), readable as (
    select c.oid, c.relname, c.relowner, c.relrowsecurity and c.relforcerowsecurity as forced
    from pg_class c cross join serving s
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (has_table_privilege(s.oid, c.oid, 'select') or has_any_column_privilege(s.oid, c.oid, 'select'))
      and (c.relname = 'organisations' or exists (select 1 from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped))
  )
  select s.rolname as role, s.unbound,
    array(select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and pg_has_role(s.oid, c.relowner, 'member') order by 1) as owns,
    array(select t.relname::text from readable t where not t.forced or not exists (
      select 1 from pg_policy y where y.polrelid = t.oid and s.oid = any (y.polroles)) order by 1) as open
  from serving s`;

export async function isolationOf(client: Client): Promise<Isolation> {
  const { rows } = await client.query<Facts>(facts);
  const [found] = rows;
  if (!found?.role) return { role: null, faults: ['no role is set up to serve'] };
  const { role, unbound, owns, open } = found;
  return {
    role,
    faults: [
      ...(unbound ? [`${role} is a superuser or has BYPASSRLS`] : []),
      ...(owns.length > 0 ? [`${role} owns ${some(owns)}, or is a member of the owner`] : []),
      ...(open.length > 0 ? [`row-level security is not in force for ${role} on ${some(open)}`] : []),
    ],
  };
}

function some(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
