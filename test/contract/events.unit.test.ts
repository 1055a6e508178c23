import { buildSchema, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { EventField, EventSubject, TicketEventType } from '../../server/platform/contract/generated/enums.js';
import type { NewEvent } from '../../server/platform/events/event.js';
import { asIs, eventFields } from '../../server/platform/events/event-fields.js';
import { aboutOrganisation, aboutTicket, eventTypesPoint } from '../../server/platform/events/event-types.js';
import { defineModule, mergeModules } from '../../server/platform/modules/define-module.js';
import { readSdl } from '../../tools/sdl.ts';

const ticketId = '0197a000-0000-7000-8000-000000000001';
const facts = {};

describe('the event types', () => {
  it('are declared for every event type of the contract', () => {
    const declared = [...modules.extensions.at(eventTypesPoint)].filter(([, { ofTicket }]) => ofTicket);
    expect(declared.map(([type]) => type).sort()).toEqual(Object.keys(TicketEventType).sort());
  });

  it('do not compile when misspelt, without a required field, or with an unknown field', () => {
    const changes = [{ field: 'Ticket.watchers' as const, from: null, to: ticketId }];
    const misspelt = [{ field: 'Ticket.watcher' as const, from: null, to: ticketId }];
    const right: NewEvent[] = [
      { type: 'WATCHER_ADDED', ticketId, changes, facts },
      { type: 'COMMENT_ADDED', ticketId, commentId: ticketId, facts },
      { type: 'QUEUE_CREATED', changes: [{ field: 'queue', from: null, to: ticketId }] },
    ];
    const wrong: NewEvent[] = [
      // @ts-expect-error: there is no such type.
      { type: 'WATCHER_ADED', ticketId, changes, facts },
      // @ts-expect-error: it needs a ticket.
      { type: 'WATCHER_ADDED', changes, facts },
      // @ts-expect-error: it needs the values that filters use.
      { type: 'WATCHER_ADDED', ticketId, changes },
      // @ts-expect-error: it needs a comment.
      { type: 'COMMENT_ADDED', ticketId, facts },
      // @ts-expect-error: it needs the other ticket.
      { type: 'MERGED_COMMENT_ADDED', ticketId, commentId: ticketId, facts },
      // @ts-expect-error: it refers to no attachment.
      { type: 'COMMENT_ADDED', ticketId, commentId: ticketId, attachmentId: ticketId, facts },
      // @ts-expect-error: its changes name no such field.
      { type: 'WATCHER_ADDED', ticketId, changes: misspelt, facts },
      // @ts-expect-error: it is about no ticket.
      { type: 'QUEUE_CREATED', ticketId, changes: [{ field: 'queue', from: null, to: ticketId }] },
    ];
    expect([right.length, wrong.length]).toEqual([3, 8]);
  });

  it('do not start when no module declares a type of the contract', () => {
    const one = defineModule({ name: 'one', events: { WATCHER_ADDED: aboutTicket<'Ticket.watchers'>() } });
    expect(() => mergeModules([one])).toThrow(/^No module declares the type of event .*TICKET_CREATED/);
  });

  it('do not start when two modules declare the same type', () => {
    const one = defineModule({ name: 'one', events: { QUEUE_CREATED: aboutOrganisation<'queue'>() } });
    expect(() => mergeModules([one, { ...one, name: 'two' }])).toThrow(
      'The modules one and two both declare the type of event QUEUE_CREATED.',
    );
  });

  it('do not start when a type about tickets is not in the contract', () => {
    const all = Object.fromEntries(Object.keys(TicketEventType).map((type) => [type, aboutTicket()]));
    const one = defineModule({ name: 'one', events: { ...all, TICKET_PRAISED: aboutTicket() } });
    expect(() => mergeModules([one])).toThrow('The contract has no type of event TICKET_PRAISED.');
  });
});

describe('the fields of changes', () => {
  const declared = [...modules.extensions.at(eventFields)];
  const schema = buildSchema(readSdl());

  it.each(declared.map(([name]) => name))('%s is a field of the contract', (name) => {
    const [type = '', field = ''] = name.split('.');
    expect((schema.getType(type) as GraphQLObjectType | undefined)?.getFields()[field]).toBeDefined();
  });

  it('use every value of EventSubject and EventField', () => {
    const used = (values: string[]) => [...new Set([...values, 'OTHER'])].sort();
    expect(used(declared.map(([, { of }]) => of))).toEqual(Object.keys(EventSubject).sort());
    expect(used(declared.map(([, { field }]) => field))).toEqual(Object.keys(EventField).sort());
  });

  it('show ids of a field whose values are objects', () => {
    const wrong = declared.filter(([name, { type }]) => {
      const [of = '', field = ''] = name.split('.');
      const value = getNamedType((schema.getType(of) as GraphQLObjectType).getFields()[field]?.type);
      const isObject = isObjectType(value) && value.getInterfaces().some(({ name }) => name === 'Node');
      return isObject ? type !== value.name : field === 'id' ? type !== of : false;
    });
    expect(wrong).toEqual([]);
  });

  it('do not start when the contract has no name for one', () => {
    const starting = (fields: object) => () =>
      mergeModules([defineModule({ name: 'one', adds: [eventFields.add(fields)] })]).extensions.at(
        eventFields,
      );
    expect(starting({ 'Oracle.id': asIs })).toThrow(
      'EventSubject has no ORACLE, for the event field Oracle.id.',
    );
    expect(starting({ 'Ticket.mood': asIs })).toThrow(
      'EventField has no MOOD, for the event field Ticket.mood.',
    );
  });
});
