import { toGlobalId } from '../../platform/kernel/ids.js';
import { type About, aboutProgram } from '../../platform/observability/about.js';
import { AdminError, defineCommand, flag } from '../command.js';
import { columnsOf, moment, shown } from '../lines.js';
import { type OrganisationCounts, type Status, statusOf } from '../status.js';

const heads = ['ORGANISATION', 'USERS', 'ACTIVE', 'TICKETS', 'OPEN', 'API KEYS', 'EVENTS', 'NEWEST EVENT'];
const labels = {
  database: 'database',
  migrations: 'migrations',
  servingRole: 'serving role',
  servingLogin: 'serving login',
  objectStore: 'object store',
  demoAccounts: 'demo accounts',
};

export const status = defineCommand({
  name: 'status',
  summary: 'Check the database, its migrations and roles, and the object store',
  details: [
    'Exit code 1: something is wrong. It also counts the records of each organisation.',
    'Nothing is changed. If no server runs, the embedded database and object store are started for the check.',
  ],
  options: { json: flag('Print a JSON object.') },
  async run({ json }, context) {
    const { config, say } = context;
    const found = await statusOf(context);
    const program = aboutProgram(config.build);
    for (const line of json ? [inJson(program, found)] : linesOf(program, found)) say(line);
    const broken = found.checks.filter(({ ok }) => !ok).map(({ part }) => labels[part]);
    if (broken.length > 0) throw new AdminError(`Wrong: ${broken.join(', ')}.`);
  },
});

function inJson(program: About, { checks, organisations }: Status): string {
  const parts = Object.fromEntries(checks.map(({ part, ok, text }) => [part, { ok, text }]));
  const named = organisations.map((it) => ({ ...it, id: toGlobalId('Organisation', it.id) }));
  return JSON.stringify(
    { ok: checks.every(({ ok }) => ok), ...program, parts, organisations: named },
    null,
    2,
  );
}

function linesOf({ version, build }: About, { checks, organisations }: Status): string[] {
  const rows = checks.map(({ part, ok, text }) => [labels[part], ok ? 'ok' : 'WRONG', shown(text)]);
  const lines = columnsOf([['program', 'ok', `version ${version}, build ${build}`], ...rows]);
  if (organisations.length > 0) lines.push('', ...columnsOf([heads, ...organisations.map(cellsOf)]));
  return lines;
}

function cellsOf({
  name,
  users,
  activeUsers,
  tickets,
  openTickets,
  apiKeys,
  events,
  newestEventAt,
}: OrganisationCounts) {
  const numbers = [users, activeUsers, tickets, openTickets, apiKeys, events].map(String);
  return [shown(name), ...numbers, moment(newestEventAt)];
}
