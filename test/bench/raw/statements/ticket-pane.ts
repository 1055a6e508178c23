import { globalId, list, moment, object, plain, text, when, word } from '../json.js';
import { inQueue, internal, nameOf, numberOf, person, visible } from '../seen.js';
import { ends, lastEntries } from './timeline.js';

function named(type: string, alias: string): string {
  return when(
    `${alias}.id is not null`,
    object({ id: globalId(type, `${alias}.id`), name: text(`${alias}.name`) }),
  );
}

function people(participation: 'AFFECTED' | 'WATCHER'): string {
  return list(
    named('User', 'u'),
    'p.created_at, u.id',
    `from ticket_people p join users u on u.organisation_id = $1 and u.id = p.user_id
      where p.organisation_id = $1 and p.ticket_id = t.id and p.participation = '${participation}'`,
  );
}

const comments = list(
  object({
    id: globalId('Comment', 'c.id'),
    body: text('c.body'),
    visibility: word('c.visibility'),
    createdAt: moment('c.created_at'),
    author: object({ name: text(nameOf('author', 'c.author_key_id')) }),
  }),
  'c.id',
  `from (select * from said where visibility = 'PUBLIC' or t.internal order by id desc limit 25) c
    left join people author on author.id = c.author_user_id`,
);

const fields = object({
  id: globalId('Ticket', 't.id'),
  number: word(numberOf),
  type: word('t.type'),
  changeKind: text('t.change_kind'),
  status: word('t.status'),
  subject: text('t.subject'),
  description: text('t.description'),
  errorMessages: text('t.error_messages'),
  channel: word('t.channel'),
  category: named('Category', 'category'),
  subcategory: named('Category', 'subcategory'),
  affectedServiceNames: text('t.affected_service_names'),
  affectedServicesUnknown: plain('t.affected_services_unknown'),
  affectedUserCount: plain('t.affected_user_count'),
  affectedOperations: text('t.affected_operations'),
  affectedUsers: object({ nodes: people('AFFECTED') }),
  impact: word('t.impact'),
  urgency: word('t.urgency'),
  priority: word(`'P' || t.priority`),
  priorityOverride: when(
    't.priority_override_reason is not null',
    object({ matrixPriority: word(`'P' || t.matrix_priority`), reason: text('t.priority_override_reason') }),
  ),
  labels: text('t.labels'),
  externalReference: text('t.external_reference'),
  requester: named('User', 'requester'),
  createdBy: object({ name: text(nameOf('creator', 't.created_by_key_id')) }),
  queue: object({ id: globalId('Queue', 't.queue_id'), name: text('t.queue_name') }),
  assignee: named('User', 'assignee'),
  watchers: object({ nodes: people('WATCHER') }),
  viewerIsWatching: plain(`exists (select from ticket_people p
    where p.organisation_id = $1 and p.ticket_id = t.id and p.user_id = $2 and p.participation = 'WATCHER')`),
  hold: when(
    't.held_from is not null',
    object({
      reason: word('t.hold_reason'),
      heldAt: moment('t.held_since'),
      heldFrom: word('t.held_from'),
      resumeAt: moment('t.hold_resume_at'),
      note: text('t.hold_note'),
    }),
  ),
  resolution: when(
    't.resolved_at is not null',
    object({
      code: text('t.resolution_code'),
      notes: text('t.resolution_notes'),
      resolvedAt: moment('t.resolved_at'),
    }),
  ),
  closure: when(
    't.closed_at is not null',
    object({
      summary: text('t.closure_summary'),
      closedAt: moment('t.closed_at'),
      verifiedByRequester: plain('t.verified_by_requester'),
    }),
  ),
  reassignmentCount: plain('t.reassignment_count'),
  reopenCount: plain('t.reopen_count'),
  version: plain('t.version'),
  createdAt: moment('t.created_at'),
  updatedAt: moment('t.updated_at'),
  reportedAt: moment('t.reported_at'),
  resolvedAt: moment('t.resolved_at'),
  closedAt: moment('t.closed_at'),
  comments: object({ nodes: comments }),
  timeline: object({ nodes: ends('desc', 50) }),
});

const approvers = `from approvals a join approvers r on r.organisation_id = a.organisation_id and r.approval_id = a.id
  where a.organisation_id = $1 and a.plan_id = plan.id`;

/**
 * $4: the ticket. All its plain fields, who is concerned, its last comments and entries; beside the JSON of the ticket, what its transitions are
 * decided by: these are decided by the rules that the program decides by.
 */
export const ticketPane = `
with ticket as materialized (select t.*, q.team_id as queue_team_id, q.name as queue_name, ${internal} as internal from tickets t ${inQueue}
  where t.organisation_id = $1 and t.id = $4 and ${visible}),
${lastEntries(50, 25)}
select ${fields} as answer, t.id, t.version, t.category_id is not null as "hasCategory",
  cardinality(t.affected_service_names) > 0 as "hasServiceNames", cardinality(t.service_ids) > 0 as "hasServices", t.type, t.status, t.held_from as "heldFrom", t.merged_from as "mergedFrom", t.change_kind as "changeKind",
  t.major_incident as "majorIncident", t.requester_id as "requesterId", t.assignee_id as "assigneeId", t.queue_team_id as "queueTeamId",
  plan.window_start as "windowStart", plan.window_end as "windowEnd",
  (select count(*)::int from tasks k where k.organisation_id = $1 and k.plan_id = plan.id and k.state = 'OPEN') as "openTasks",
  plan.proposed_code is not null as "codeProposed", plan.proposed_notes is not null as "notesProposed",
  array(select r.user_id ${approvers} and r.decision is distinct from 'DELEGATED')::text[] as approvers,
  array(select r.user_id ${approvers} and r.decision <> 'DELEGATED')::text[] as decided
from ticket t
left join lateral (select p.* from resolution_plans p where p.organisation_id = $1 and p.ticket_id = t.id order by p.id desc limit 1) plan on true
left join categories category on category.organisation_id = $1 and category.id = t.category_id
left join categories subcategory on subcategory.organisation_id = $1 and subcategory.id = t.subcategory_id
${person('requester', 't.requester_id')} ${person('creator', 't.created_by_user_id')} ${person('assignee', 't.assignee_id')}`;
