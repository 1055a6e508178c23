import { capabilities, linesOf } from './capabilities.js';
import { tableOf } from './table.js';

/** The words of the table: what a caller sees. */
const meanings = {
  // The object. A list may also hold others.
  '+': '+',
  // Null, or an empty list.
  '-': '-',
  // A list without the object that is not empty: an administrator of another organisation sees that
  // organisation's.
  others: 'others',
  // Only the caller's own objects.
  own: 'own',
  // Of two tickets, only the one in the queue that all agents see.
  open: 'open',
  all: 'all',
  scope: 'FORBIDDEN',
  out: 'UNAUTHENTICATED',
};

/**
 * The visibility of every query and of every type of `node`. A query whose visibility depends on its input
 * has several lines.
 */
export const queries = tableOf(
  `
                           requester stranger affected watching agent  otherAgent blindAgent lead   otherLead admin  key    strayKey readKey outsider nobody
node, Ticket               +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
node, Comment              +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
node, Comment, a note      -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, Attachment           +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
node, Attachment, internal -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, Diagnosis            -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, ResolutionPlan       -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, Task                 -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, Approval             -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, Verification         +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
node, Review               -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, TicketEvent          +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
node, TicketEvent, internal -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, KnownError           -         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, Survey               +         -        -        -        +      +          -          +      +         +      +      scope    +       -        out
node, Queue                +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
node, Queue, its team's    -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
node, Category             +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
node, Service              +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
node, ConfigurationItem    -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
node, RequestForm          +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
node, TicketTemplate       -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
node, ApprovalPolicy       -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
node, Organisation         +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
node, User                 -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
node, Team                 -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
node, ApiKey               -         -        -        -        -      -          -          -      -         +      -      scope    -       -        out
node, Integration          -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
node, Session              +         -        -        -        -      -          -          -      -         +      -      scope    -       -        out
nodes                      +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
ticket                     +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
ticketByNumber             +         -        +        +        +      +          -          +      +         +      +      scope    +       -        out
tickets                    all       -        all      all      all    open       open       all    open      all    all    scope    all     -        out
majorIncidents             all       -        all      all      all    open       open       all    open      all    all    scope    all     -        out
changeCalendar             all       -        all      all      all    open       open       all    open      all    all    scope    all     -        out
changeCalendar, the plans  -         -        -        -        all    open       open       all    open      all    all    scope    all     -        out
changeCalendar, collisions all       -        all      all      all    -          -          all    -         all    all    scope    all     -        out
approvals                  -         -        -        -        +      +          others     +      +         +      +      scope    +       -        out
tasks                      -         -        -        -        +      +          others     +      +         +      +      scope    +       -        out
knownErrors                -         -        -        -        +      +          others     +      +         +      +      scope    +       -        out
surveys                    +         -        -        -        +      +          others     +      +         +      +      scope    +       -        out
approvalPolicies           -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
surveyForm                 +         +        +        +        +      +          +          +      +         +      +      +        +       +        +
queues                     +         +        +        +        +      +          +          +      +         +      +      scope    +       others   out
queues, its team's         others    others   others   others   +      +          +          +      +         +      +      scope    +       others   out
categories                 +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
services                   +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
configurationItems         -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
suggestImpact              +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
requestForms               +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
requestForm                +         +        +        +        +      +          +          +      +         +      +      scope    +       -        out
ticketTemplates            -         -        -        -        +      +          +          +      +         +      +      scope    +       -        out
viewer                     +         +        +        +        +      +          +          +      +         +      -      -        -       +        out
viewerApiKey               -         -        -        -        -      -          -          -      -         -      +      +        +       -        out
users                      own       own      own      own      all    all        all        all    all       all    all    scope    all     own      out
teams                      -         -        -        -        +      +          +          +      +         +      +      scope    +       others   out
apiKeys                    -         -        -        -        -      -          -          -      -         +      others scope    others  -        out
sessions                   own       own      own      own      own    own        own        own    own       all    -      -        -       own      out
priorityMatrix             +         +        +        +        +      +          +          +      +         +      +      scope    +       +        out
attachmentPolicy           +         +        +        +        +      +          +          +      +         +      +      +        +       +        out
accessRecords              own       own      own      own      own    own        own        own    own       all    own    own      own     own      out
${linesOf(capabilities.queries)}`,
  meanings,
);
