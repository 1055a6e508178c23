import { ViewerReads } from '../../server/authz/viewer-reads.js';
import { type Sql, sql } from '../../server/db/sql.js';

/** Reads as the program does, and keeps how PostgreSQL goes about it. */
export class Explained extends ViewerReads {
  readonly plans: string[] = [];

  override async query<R>(statement: Sql<R>): Promise<R[]> {
    const lines = await super.query(sql<{ 'QUERY PLAN': string }>`explain ${statement}`);
    this.plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
    return super.query(statement);
  }
}
