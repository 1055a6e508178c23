/*
 * A first ticket: sign in, report something, add a comment.
 *
 *   npm run first-ticket -- --help
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { accepted, graphqlRequest } from './client.ts';
import { printable } from './printable.ts';
import { runProgram } from './program.ts';
import { signIn } from './sign-in.ts';

const usage = `Reports a ticket and comments on it.

npm run first-ticket -- [options]

  --url U               the GraphQL endpoint (http://127.0.0.1:4000/graphql)
  --email E             an account (requester@example.com)
  --password P          its password (demo)
  --token T             instead of an account: a token or an API key
`;

export const createTicket = /* GraphQL */ `
  mutation FirstTicket($input: CreateTicketInput!) {
    createTicket(input: $input) {
      ticket { id number status priority queue { name } }
      errors { __typename code message path }
    }
  }
`;

export const addComment = /* GraphQL */ `
  mutation FirstComment($input: AddCommentInput!) {
    addComment(input: $input) {
      comment { body createdAt }
      errors { __typename code message path }
    }
  }
`;

type Errors = { errors: { __typename: string; code: string; message: string; path: string[] }[] };
type Created = {
  ticket: { id: string; number: string; status: string; priority: string; queue: { name: string } | null };
};

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
      email: { type: 'string', default: 'requester@example.com' },
      password: { type: 'string', default: 'demo' },
      token: { type: 'string' },
    },
  });
  const token = values.token ?? (await signIn(values.url, values.email, values.password));

  // The idempotency key makes a retry safe when the answer is lost: there will be one ticket.
  const { createTicket: created } = await graphqlRequest<{ createTicket: Created & Errors }>(
    values.url,
    token,
    createTicket,
    {
      input: {
        type: 'INCIDENT',
        subject: 'The printer on the second floor prints blank pages',
        description: 'Since this morning, **every** page comes out blank.',
        impact: 'LOW',
        urgency: 'MEDIUM',
        idempotencyKey: randomUUID(),
      },
    },
  );
  const { ticket } = accepted('createTicket', created);
  const queue = printable(ticket.queue?.name ?? 'a queue');
  console.log(`${ticket.number} is ${ticket.status}, ${ticket.priority}, in ${queue}`);

  const { addComment: commented } = await graphqlRequest<{
    addComment: { comment: { body: string; createdAt: string } } & Errors;
  }>(values.url, token, addComment, {
    input: { ticketId: ticket.id, body: 'I changed the toner already.', idempotencyKey: randomUUID() },
  });
  const { comment } = accepted('addComment', commented);
  console.log(`commented at ${comment.createdAt}: ${printable(comment.body)}`);
}

await runProgram(import.meta.url, usage, main);
