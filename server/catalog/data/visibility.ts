import { type Scope } from '../../platform/actor/scope.js';
import { type Sql, sql } from '../../platform/db/sql.js';
/** The `queues q` that a scope can see. */
export function visibleQueues(scope: Scope): Sql<boolean> {
  const organisation = sql<boolean>`q.organisation_id = ${scope.organisationId}`;
  switch (scope.sees) {
    case 'nothing':
      return sql<boolean>`false`;
    case 'everything':
    case 'teams':
    case 'staff':
      return organisation;
    case 'queues':
      return sql<boolean>`(${organisation} and q.id = any (${scope.queueIds}::uuid[]))`;
    case 'own':
    case 'ticket':
      return sql<boolean>`(${organisation} and q.visibility = 'ORGANISATION')`;
  }
}

/** Whether a scope can know of one queue: what `visibleQueues` says, by values. */
export function seesQueue(scope: Scope, queue: { id: string; visibility: string }): boolean {
  switch (scope.sees) {
    case 'nothing':
      return false;
    case 'everything':
    case 'teams':
    case 'staff':
      return true;
    case 'queues':
      return scope.queueIds.includes(queue.id);
    case 'own':
    case 'ticket':
      return queue.visibility === 'ORGANISATION';
  }
}
