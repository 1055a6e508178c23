import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { compile, type Sql } from './sql.js';

/** Runs a statement in the transaction of an entity manager. */
export async function runWith<R>(em: EntityManager, statement: Sql<R>): Promise<R[]> {
  const { sql, parameters } = compile(statement);
  const { rows } = await em.getKysely().executeQuery(CompiledQuery.raw(sql, [...parameters]));
  return rows as R[];
}
