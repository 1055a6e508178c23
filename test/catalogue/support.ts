import { randomBytes } from 'node:crypto';
import type { Client } from '../harness/client.js';
import type { Directory } from '../harness/desk.js';

let made = 0;
/** A name that no other test gives. */
export const unique = (what: string): string => {
  made += 1;
  return `${what} ${made} ${randomBytes(3).toString('hex')}`;
};

type Input = Record<string, unknown>;

/** Makes a service that Network answers for; gives what is selected. */
export async function service(
  admin: Client,
  names: Directory,
  input: Input = {},
  selection = 'id name version',
) {
  const all = { name: unique('Service'), ownerTeamId: names.teams.Network, criticality: 'MEDIUM', ...input };
  return (await admin.done('createService', all, `service { ${selection} }`)).service;
}

/** Makes a configuration item that Network answers for; gives what is selected. */
export async function item(
  admin: Client,
  names: Directory,
  input: Input = {},
  selection = 'id name version',
) {
  const all = { name: unique('Item'), ownerTeamId: names.teams.Network, kind: 'NETWORK', ...input };
  return (await admin.done('createConfigurationItem', all, `configurationItem { ${selection} }`))
    .configurationItem;
}

/** What a timeline tells: types and changed fields. */
export const timeline = `query ($id: ID!) { ticket(id: $id) { timeline(first: 100) { totalCount nodes {
  ... on TicketEvent { type changes { field from to } } } } } }`;
