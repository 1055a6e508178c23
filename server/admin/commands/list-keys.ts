import { toGlobalId } from '../../platform/kernel/ids.js';
import { defineCommand, flag, optional } from '../command.js';
import { asOwner, withInstallation } from '../database.js';
import { type KeyRow, keysOf, stateOf } from '../keys.js';
import { columnsOf, moment, shown } from '../lines.js';
import { organisationNamed } from '../organisations.js';

const heads = [
  'ID',
  'PREFIX',
  'NAME',
  'STATE',
  'SCOPES',
  'QUEUES',
  'MADE BY',
  'CREATED',
  'LAST USED',
  'EXPIRES',
  'REVOKED',
];

export const listKeys = defineCommand({
  name: 'list-keys',
  summary: 'List the API keys of an organisation, without their secrets',
  details: ['The newest key comes first. Revoked and expired keys are listed too.'],
  options: {
    organisation: optional('NAME', 'Name of the organisation. Not needed when there is only one.'),
    json: flag('Print a JSON array.'),
  },
  async run({ organisation, json }, context) {
    const { say } = context;
    const keys = await withInstallation(context, async (installation) => {
      const { id } = await organisationNamed(installation, organisation);
      return asOwner(installation.ownerUrl, (client) => keysOf(client, id));
    });
    const now = new Date();
    if (json)
      say(
        JSON.stringify(
          keys.map((key) => inJson(key, now)),
          null,
          2,
        ),
      );
    else if (keys.length === 0) say('There are no API keys.');
    else for (const line of columnsOf([heads, ...keys.map((key) => cellsOf(key, now))])) say(line);
  },
});

function inJson(key: KeyRow, now: Date): object {
  const { organisationId: _, id, ...others } = key;
  return { id: toGlobalId('ApiKey', id), state: stateOf(key, now), ...others };
}

function cellsOf(key: KeyRow, now: Date): string[] {
  return [
    toGlobalId('ApiKey', key.id),
    key.prefix,
    shown(key.name),
    stateOf(key, now),
    key.scopes.join(','),
    key.queues === null ? 'all' : shown(key.queues.join(',')),
    shown(key.madeBy ?? '-'),
    moment(key.createdAt),
    moment(key.lastUsedAt),
    moment(key.expiresAt),
    moment(key.revokedAt),
  ];
}
