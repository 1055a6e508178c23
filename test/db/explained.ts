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

/** What a read cost the database. */
export interface Cost {
  /** Pages that were read, from memory or not. */
  buffers: number;
  /** Rows that were read and then left out. */
  removed: number;
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

/** Reads as the program does, and keeps what it cost the database. */
export class Measured extends ViewerReads {
  readonly costs: Cost[] = [];

  override async query<R>(statement: Sql<R>): Promise<R[]> {
    const [row] = await super.query(sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>`
      explain (analyze, buffers, timing off, format json) ${statement}`);
    const root = row?.['QUERY PLAN'][0]?.Plan;
    if (!root) throw new Error('there is no plan');
    this.costs.push({
      buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
      removed: removedBelow(root),
      found: root['Actual Rows'],
      plan: named(root),
    });
    return super.query(statement);
  }
}

function removedBelow(node: PlanNode): number {
  const here =
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Join Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0);
  return (node.Plans ?? []).reduce((sum, child) => sum + removedBelow(child), here * node['Actual Loops']);
}

function named(node: PlanNode): string {
  const inner = (node.Plans ?? []).map(named).join(', ');
  return `${node['Node Type']}${node['Index Name'] ? ` ${node['Index Name']}` : ''}${inner ? ` (${inner})` : ''}`;
}
