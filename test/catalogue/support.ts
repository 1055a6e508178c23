import { randomBytes } from 'node:crypto';
import type { Client } from '../harness/client.js';
import type { Directory } from '../harness/desk.js';

let made = 0;
/** A unique name. */
export const unique = (what: string): string => {
  made += 1;
  return `${what} ${made} ${randomBytes(3).toString('hex')}`;
};

type Input = Record<string, unknown>;

/** Creates a service owned by the Network team, and returns the selected fields. */
export async function service(
  admin: Client,
  names: Directory,
  input: Input = {},
  selection = 'id name version',
) {
  const all = { name: unique('Service'), ownerTeamId: names.teams.Network, criticality: 'MEDIUM', ...input };
  return (await admin.done('createService', all, `service { ${selection} }`)).service;
}

/** Creates a configuration item owned by the Network team, and returns the selected fields. */
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

/** Selects the event types and changed fields of a timeline. */
export const timeline = `query ($id: ID!) { ticket(id: $id) { timeline(first: 100) { totalCount nodes {
  ... on TicketEvent { type changes { of field from to } } } } } }`;
