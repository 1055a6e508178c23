import type { Client } from '../harness/client.js';

// The fields of an answer depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;

export const timeline = `timeline(first: 100) { totalCount nodes { __typename
  ... on Comment { body } ... on TicketEvent { type changes { of field from to } comment { body } commentId } } }`;

/** Reads a ticket as this viewer; null when they cannot see it. */
export async function seen(client: Client, id: string, selection: string): Promise<Answer> {
  return (await client.ok(`query ($id: ID!) { ticket(id: $id) { ${selection} } }`, { id })).ticket;
}

/** Reads the links of a ticket as this viewer: the relation, and the number of the other ticket. */
export async function linksOf(client: Client, id: string): Promise<string[]> {
  const { links } = await seen(client, id, 'links { totalCount nodes { relation ticket { number } } }');
  if (links.totalCount !== links.nodes.length) throw new Error('totalCount differs from the number of items');
  return links.nodes.map(
    (link: { relation: string; ticket: { number: string } }) => `${link.relation} ${link.ticket.number}`,
  );
}

/** Reads the timeline of a ticket as this viewer: the types of its events, and `Comment`. */
export async function timelineOf(client: Client, id: string): Promise<string[]> {
  const { nodes, totalCount } = (await seen(client, id, timeline)).timeline;
  if (totalCount !== nodes.length) throw new Error('totalCount differs from the number of items');
  return nodes.map((entry: { __typename: string; type?: string }) => entry.type ?? entry.__typename);
}

/**
 * Reads the changes of the last event of a type that this viewer can see on a ticket; null when there is
 * none.
 */
export async function changesOf(client: Client, id: string, type: string): Promise<Answer[] | null> {
  const { nodes } = (await seen(client, id, timeline)).timeline;
  return nodes.findLast((entry: { type?: string }) => entry.type === type)?.changes ?? null;
}
