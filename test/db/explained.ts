import pg from 'pg';
import { ActorReads } from '../../server/platform/actor/actor-reads.js';
import { compile, type Sql, sql } from '../../server/platform/db/sql.js';

/** Runs each statement as the server does, and keeps its query plan. */
export class Explained extends ActorReads {
  readonly plans: string[] = [];

  override async query<R>(statement: Sql<R>): Promise<R[]> {
    const lines = await super.query(sql<{ 'QUERY PLAN': string }>`explain ${statement}`);
    this.plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
    return super.query(statement);
  }
}

/** The cost of one statement. */
export interface Cost {
  /** Buffer pages read, cached or not. */
  buffers: number;
  /** Rows read and then filtered out. */
  removed: number;
  /** Rows that the scans of tables and indexes gave. */
  scanned: number;
  found: number;
  plan: string;
}

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Actual Loops': number;
  'Actual Rows': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

/** Runs each statement as the server does, and keeps its cost. */
export class Measured extends ActorReads {
  readonly costs: Cost[] = [];

  override async query<R>(statement: Sql<R>, planned: 'once' | 'each time' = 'each time'): Promise<R[]> {
    this.costs.push(planned === 'once' ? await this.#generic(statement) : await this.#explain(statement));
    return super.query(statement);
  }

  /** Measures the generic plan, which PostgreSQL uses for a prepared statement after several executions. */
  async #generic(statement: Sql): Promise<Cost> {
    const { sql: text, parameters } = compile(statement);
    const values = parameters.map((value) =>
      pg.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value)),
    );
    await super.query(sql`set local plan_cache_mode = force_generic_plan`);
    await super.query(sql.raw(`prepare measured as ${text}`));
    const cost = await this.#explain(sql.raw(`execute measured (${values.join(', ')})`));
    await super.query(sql`deallocate measured`);
    await super.query(sql`set local plan_cache_mode = auto`);
    return cost;
  }

  async #explain(statement: Sql): Promise<Cost> {
    const [row] = await super.query(sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>`
      explain (analyze, buffers, timing off, format json) ${statement}`);
    const root = row?.['QUERY PLAN'][0]?.Plan;
    if (!root) throw new Error('there is no plan');
    return {
      buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
      removed: removedBelow(root),
      scanned: scannedBelow(root),
      found: root['Actual Rows'],
      plan: named(root),
    };
  }
}

function removedBelow(node: PlanNode): number {
  const here =
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Join Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0);
  return (node.Plans ?? []).reduce((sum, child) => sum + removedBelow(child), here * node['Actual Loops']);
}

function scannedBelow(node: PlanNode): number {
  const here = node['Node Type'].endsWith('Scan') ? node['Actual Rows'] * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, child) => sum + scannedBelow(child), here);
}

function named(node: PlanNode): string {
  const inner = (node.Plans ?? []).map(named).join(', ');
  return `${node['Node Type']}${node['Index Name'] ? ` ${node['Index Name']}` : ''}${inner ? ` (${inner})` : ''}`;
}
