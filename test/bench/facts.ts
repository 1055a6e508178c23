/*
 * What the server stores with an event about the ticket `t` in the queue `q`, as SQL. $1 is the organisation.
 */

/** The facts that filters use. */
export const facts = `jsonb_build_object('type', t.type, 'status', t.status, 'priority', 'P' || t.priority, 'queue', t.queue_id,
  'assignee', t.assignee_id, 'requester', t.requester_id, 'category', t.category_id, 'subcategory', t.subcategory_id,
  'labels', to_jsonb(t.labels), 'services', to_jsonb(t.service_ids), 'channel', t.channel, 'externalReference', t.external_reference,
  'createdAt', to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

const people = (
  participation: string,
) => `(select coalesce(jsonb_agg(p.user_id order by p.user_id), '[]') from ticket_people p
  where p.organisation_id = $1 and p.ticket_id = t.id and p.participation = '${participation}')`;

/** The facts that modules add. */
export const addedFacts = `jsonb_build_object(
  'ticket', jsonb_build_object('id', t.id, 'number', t.number, 'formerNumbers', t.former_numbers, 'changeKind', t.change_kind, 'impact', t.impact, 'urgency', t.urgency,
    'holdReason', t.hold_reason, 'resolutionCode', t.resolution_code, 'createdBy', coalesce(t.created_by_user_id, t.created_by_key_id),
    'updatedAt', t.updated_at, 'reportedAt', t.reported_at, 'resolvedAt', t.resolved_at, 'closedAt', t.closed_at, 'resumeAt', t.hold_resume_at, 'autoCloseAt', t.auto_close_at,
    'team', q.team_id, 'isOpen', q.visibility = 'ORGANISATION', 'isMajorIncident', t.major_incident,
    'assigneeLeft', exists (select 1 from users u where u.organisation_id = $1 and u.id = t.assignee_id and u.left_at is not null), 'company', t.company_id,
    'items', (select coalesce(jsonb_agg(i.item_id order by i.item_id), '[]') from ticket_configuration_items i
      where i.organisation_id = $1 and i.ticket_id = t.id),
    'watchers', ${people('WATCHER')}, 'affectedUsers', ${people('AFFECTED')}),
  'awaitedApprovers', (select coalesce(jsonb_agg(r.user_id order by r.user_id), '[]') from approvals a
    join approvers r on r.organisation_id = $1 and r.approval_id = a.id and r.decision is null
    where a.organisation_id = $1 and a.ticket_id = t.id and a.state = 'PENDING'),
  'parent', (select l.from_ticket_id from ticket_links l where l.organisation_id = $1 and l.to_ticket_id = t.id and l.kind = 'PARENT_OF'),
  'form', (select f.form_id from ticket_forms f where f.organisation_id = $1 and f.ticket_id = t.id))`;

/** All facts of an event after which only its ticket's times differ. */
export const loadedFacts = `${facts} || jsonb_build_object('added', ${addedFacts}, 'addedBefore', ${addedFacts})`;

/** Whether an event that was recorded at this time is in the archive. */
export const old = (recordedAt: string): string => `${recordedAt} < now() - interval '8 days'`;
