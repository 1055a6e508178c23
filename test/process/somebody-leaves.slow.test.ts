import { describe, expect } from 'vitest';
import { it } from './story.js';

describe('an agent who leaves', () => {
  it('hands over everything: first nobody takes it, then they come back, and then a colleague takes it', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Nora starts to work');
    const { user } = await ada.does(
      'createUser',
      { name: 'Nora New', email: 'nora@example.com', role: 'AGENT' },
      'user { id }',
    );
    const userId = user.id;
    story.called(userId, 'Nora');
    const id = await story.report(
      rosa,
      'the ticket',
      { type: 'INCIDENT', subject: 'The door sticks', description: 'Since it rains.' },
      [aisha, rosa],
    );
    await aisha.does('startInvestigation', { ticketId: id });
    await aisha.does('diagnoseTicket', { ticketId: id, findings: 'Wet wood.', rootCause: 'Rain.' });
    const tasks = [{ title: 'Plane the door', assigneeId: userId }];
    await aisha.does('submitPlan', { ticketId: id, kind: 'FIX', summary: 'A dry door.', tasks });
    await aisha.does('assignTicket', { ticketId: id, assigneeId: userId });

    story.step('Nora leaves, and nobody takes over');
    const held = 'user { openWork { tickets tasks approvals } }';
    const left = await ada.does('deactivateUser', { userId }, held);
    expect(left.user.openWork).toEqual({ tickets: 1, tasks: 1, approvals: 0 });
    const inactive = '{ tickets(filter: { assignee: INACTIVE }) { nodes { id } } }';
    expect((await tomas.client.ok(inactive)).tickets.nodes).toEqual([{ id }]);

    story.step('Nora comes back');
    await ada.does('reactivateUser', { userId });
    expect((await tomas.client.ok(inactive)).tickets.nodes).toEqual([]);

    story.step('Nora leaves while the connection of Tomas is cut, and Tomas takes over');
    const handOverTo = { userId: tomas.id };
    const handedOver = await story.without(tomas, () =>
      ada.does('deactivateUser', { userId, handOverTo }, held),
    );
    expect(handedOver.user.openWork).toEqual({ tickets: 0, tasks: 0, approvals: 0 });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the ticket': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'The door sticks',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 1' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            { status: 'PLANNING → IMPLEMENTING', '(staff) resolutionPlan': 'plan 1' },
          ],
          ['TICKET_ASSIGNED by Aisha', { assignee: 'Aisha → Nora' }],
          ['ASSIGNEE_LEFT by Ada', { assignee: 'Nora' }],
          ['ASSIGNEE_RETURNED by Ada', { assignee: 'Nora' }],
          ['TICKET_ASSIGNED by Ada', { assignee: 'Nora → Tomás' }],
          ['(staff) TASK_ASSIGNED by Ada', { task: 'Plane the door', taskAssignee: 'Nora → Tomás' }],
        ],
      },
    });
  });
});
