import { createCategory } from '../catalog/commands/categories.js';
import { createQueue } from '../catalog/commands/queues.js';
import { addComment } from '../comments/commands/add-comment.js';
import { hashPassword, PUBLIC_PASSWORD } from '../identity/credentials/passwords.js';
import { createUser } from '../identity/people/commands/create-user.js';
import { createTeam, updateTeamMembers } from '../identity/people/commands/teams.js';
import { createTicket } from '../intake/commands/create-ticket.js';
import type { Actor } from '../platform/actor/actor.js';
import { askingAs } from '../platform/actor/asking.js';
import type { AnyCommand } from '../platform/commands/command.js';
import type { CommandContext } from '../platform/commands/command-context.js';
import { runInPackets } from '../platform/commands/in-packets.js';
import { type CommandServices, runCommand } from '../platform/commands/run-command.js';
import type { Role, TicketType, Visibility } from '../platform/contract/generated/enums.js';
import type { NodeType } from '../platform/contract/generated/node-types.js';
import type { CreateTicketInput } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { Result } from '../platform/kernel/result.js';
import { assignTicket } from '../tickets/commands/assign-ticket.js';
import { holdTicket } from '../tickets/commands/hold-ticket.js';
import { resolveTicket } from '../tickets/commands/resolve-ticket.js';
import { startInvestigation } from '../tickets/commands/start-investigation.js';
import { triageTicket } from '../tickets/commands/triage-ticket.js';
import { runTransition } from '../tickets/workflow/run-transition.js';
import { type DemoServices, demoCatalogue } from './demo-catalogue.js';
import { createOrganisation, demoDataIsComplete } from './organisation.js';

export const demoAccounts: readonly { email: string; name: string; role: Role; about: string }[] = [
  { email: 'admin@example.com', name: 'Ada Admin', role: 'ADMIN', about: 'administrator' },
  { email: 'lead@example.com', name: 'Leo Lead', role: 'LEAD', about: 'leads the Service Desk' },
  { email: 'agent@example.com', name: 'Aisha Agent', role: 'AGENT', about: 'agent of the Service Desk' },
  {
    email: 'agent2@example.com',
    name: 'Tomás Agent',
    role: 'AGENT',
    about: 'agent of Network, whose queue Security is TEAM-only',
  },
  { email: 'requester@example.com', name: 'Rosa Requester', role: 'REQUESTER', about: 'requester' },
  { email: 'requester2@example.com', name: 'Ravi Requester', role: 'REQUESTER', about: 'another requester' },
];
const outsider = {
  email: 'outsider@example.org',
  name: 'Olga Outsider',
  role: 'AGENT',
  about: 'agent of a second organisation',
} as const;

/** The accounts that are shown at the start. */
export const allDemoAccounts = [...demoAccounts, outsider];

/**
 * Creates the demo data by the same commands as requests. Each has an idempotency key: after an interruption the next start continues, and
 * nothing is created twice.
 */
export async function seedDemo(
  url: string,
  services: CommandServices,
  password = PUBLIC_PASSWORD,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  const second = await createOrganisation(url, {
    name: 'Example Partners',
    team: 'Partner Desk',
    queue: 'Partner Desk',
    demo: true,
  });
  const partners = new Seeding(services, second.organisationId);
  await partners.user(outsider, passwordHash, [second.teamId]);

  const first = await createOrganisation(url, {
    name: 'Example',
    team: 'Service Desk',
    queue: 'Service Desk',
    demo: true,
  });
  const example = new Seeding(services, first.organisationId);
  const { teamId: network } = await example.run('team network', (command) =>
    createTeam(command, { name: 'Network' }),
  );
  const networkTeam = toGlobalId('Team', network);
  const { queueId: networkQueue } = await example.run('queue network', (c) =>
    createQueue(c, { name: 'Network', teamId: networkTeam }),
  );
  const { queueId: security } = await example.run('queue security', (c) =>
    createQueue(c, { name: 'Security', teamId: networkTeam, visibility: 'TEAM' }),
  );
  const teams: Record<string, string[]> = {
    'lead@example.com': [first.teamId],
    'agent@example.com': [first.teamId],
    'agent2@example.com': [network],
  };
  const people: Record<string, string> = {};
  for (const account of demoAccounts)
    people[account.email] = await example.user(account, passwordHash, teams[account.email] ?? []);
  await example.run('lead', (command) =>
    updateTeamMembers(command, {
      teamId: toGlobalId('Team', first.teamId),
      add: [{ userId: toGlobalId('User', people['lead@example.com'] ?? ''), lead: true }],
    }),
  );
  await example.categories();
  const catalogue = await demoCatalogue(example, { desk: first.teamId, network, networkQueue });
  await example.tickets(people, { networkQueue, security }, catalogue);
  await demoDataIsComplete(url);
}

export class Seeding {
  readonly #services: CommandServices;
  readonly #organisationId: string;
  /** By `TYPE Name`. */
  readonly categoryIds = new Map<string, string>();

  constructor(services: CommandServices, organisationId: string) {
    this.#services = services;
    this.#organisationId = organisationId;
  }

  async run<T>(
    step: string,
    run: (command: CommandContext) => Promise<Result<T>>,
    onBehalfOf?: string,
  ): Promise<T> {
    const actor: Actor = { kind: 'system', organisationId: this.#organisationId };
    const { result } = await runCommand(this.#services, {
      operation: 'demo',
      input: { idempotencyKey: `demo ${step}` },
      actor,
      traceId: 'demo',
      ...(onBehalfOf ? { onBehalfOf: { userId: onBehalfOf, keyId: null } } : {}),
      run,
    });
    if (!result.ok)
      throw new Error(`demo data, ${step}: ${result.errors.map((error) => error.message).join(' ')}`);
    return result.value;
  }

  /** The same for a command that is carried out in packets. */
  async carryOut<I extends object, T>(
    step: string,
    command: AnyCommand<I, T>,
    input: I,
    onBehalfOf: string,
  ): Promise<T> {
    const outcome = await runInPackets<I & { idempotencyKey: string }, T>(this.#services, {
      command,
      input: { ...input, idempotencyKey: `demo ${step}` },
      asking: askingAs({ kind: 'system', organisationId: this.#organisationId }),
      onBehalfOf: { userId: onBehalfOf, keyId: null },
      traceId: 'demo',
    });
    if (!outcome.found || !outcome.result.ok) throw new Error(`demo data, ${step} was refused`);
    return outcome.result.value;
  }

  async user(
    account: { email: string; name: string; role: Role },
    passwordHash: string,
    teams: string[],
  ): Promise<string> {
    const { email, name, role } = account;
    const teamIds = teams.map((id) => toGlobalId('Team', id));
    return (
      await this.run(`user ${email}`, (command) =>
        createUser(command, { email, name, role, teamIds, passwordHash }),
      )
    ).userId;
  }

  async categories(): Promise<void> {
    const tree: Record<TicketType, string[]> = {
      INCIDENT: ['Network', 'Hardware', 'Software'],
      SERVICE_REQUEST: ['Access', 'Equipment'],
      PROBLEM: ['Network'],
      CHANGE_REQUEST: ['Infrastructure'],
      OTHER: ['Question'],
    };
    const children: Record<string, string[]> = {
      'INCIDENT Network': ['VPN', 'Wi-Fi'],
      'INCIDENT Software': ['E-mail', 'ERP'],
    };
    for (const [ticketType, names] of Object.entries(tree) as [TicketType, string[]][]) {
      for (const name of names) {
        const { categoryId } = await this.run(`category ${ticketType} ${name}`, (c) =>
          createCategory(c, { name, ticketType }),
        );
        this.categoryIds.set(`${ticketType} ${name}`, categoryId);
        for (const child of children[`${ticketType} ${name}`] ?? []) {
          const parentId = toGlobalId('Category', categoryId);
          await this.run(`category ${ticketType} ${name} ${child}`, (c) =>
            createCategory(c, { name: child, ticketType, parentId }),
          );
        }
      }
    }
  }

  async tickets(
    people: Record<string, string>,
    queues: { networkQueue: string; security: string },
    services: DemoServices,
  ): Promise<void> {
    const by = (name: string): string => people[`${name}@example.com`] ?? '';
    const id = (type: NodeType, value: string): string => toGlobalId(type, value);
    const make = async (
      step: string,
      requester: string,
      input: Omit<CreateTicketInput, 'type'> & { type?: CreateTicketInput['type'] },
    ) => {
      const full = { type: 'INCIDENT' as const, ...input, requesterId: id('User', by(requester)) };
      return id(
        'Ticket',
        (await this.carryOut(`ticket ${step}`, createTicket, full, by(requester))).ticketId,
      );
    };
    // The demo data has no attachments and no merges.
    const say = (
      step: string,
      who: string,
      ticketId: string,
      body: string,
      visibility: Visibility = 'PUBLIC',
    ) => this.carryOut(`comment ${step}`, addComment, { ticketId, body, visibility }, by(who));

    const vpn = await make('vpn', 'requester', {
      subject: 'VPN drops every few minutes',
      description: 'Since this morning the VPN disconnects **every few minutes**.',
      errorMessages: [
        'Error 809: the network connection between your computer and the VPN server could not be established.',
      ],
      channel: 'PORTAL',
      impact: 'MEDIUM',
      urgency: 'HIGH',
      labels: ['vpn', 'remote-work'],
      affectedServiceNames: ['VPN'],
      affectedServiceIds: [services.vpn],
      affectedUserCount: 12,
    });
    await this.run(
      'triage vpn',
      (c) =>
        runTransition(c, triageTicket, {
          ticketId: vpn,
          categoryId: id('Category', this.categoryIds.get('INCIDENT Network') ?? ''),
          impact: 'MEDIUM',
          urgency: 'HIGH',
        }),
      by('agent'),
    );
    await this.run(
      'begin vpn',
      (c) => runTransition(c, startInvestigation, { ticketId: vpn, assigneeId: id('User', by('agent')) }),
      by('agent'),
    );
    await say('vpn 1', 'agent', vpn, 'I can see the drops in our log. Which network are you on?');
    await say('vpn 2', 'requester', vpn, 'At home, by cable.');
    await say(
      'vpn 3',
      'agent',
      vpn,
      'The concentrator in building B restarts; looks like the firmware of last night.',
      'INTERNAL',
    );

    const mail = await make('mail', 'requester2', {
      subject: 'E-mail to customers is returned',
      description: 'All e-mail to *example.net* comes back.',
      channel: 'PHONE',
      impact: 'HIGH',
      urgency: 'HIGH',
      labels: ['e-mail'],
    });
    await this.run(
      'begin mail',
      (c) => runTransition(c, startInvestigation, { ticketId: mail, assigneeId: id('User', by('lead')) }),
      by('lead'),
    );
    await this.run(
      'hold mail',
      (c) =>
        runTransition(c, holdTicket, {
          ticketId: mail,
          reason: 'AWAITING_REQUESTER',
          note: 'Waiting for a returned message.',
        }),
      by('lead'),
    );
    await say('mail 1', 'lead', mail, 'Please send us one of the returned messages.');

    const laptop = await make('laptop', 'requester', {
      type: 'SERVICE_REQUEST',
      subject: 'A laptop for a new colleague',
      description: 'Starts on the first of next month.',
      channel: 'PORTAL',
      impact: 'LOW',
      urgency: 'LOW',
      labels: ['onboarding'],
    });
    await this.run(
      'resolve laptop',
      (c) =>
        runTransition(c, resolveTicket, {
          ticketId: laptop,
          resolutionCode: 'FULFILLED',
          resolutionNotes: 'Handed over at the desk.',
        }),
      by('agent'),
    );

    const switches = await make('switches', 'requester2', {
      subject: 'Meeting rooms on floor 3 are offline',
      description: 'Neither cable nor Wi-Fi.',
      channel: 'MONITORING',
      impact: 'HIGH',
      urgency: 'MEDIUM',
      labels: ['floor-3'],
    });
    await this.carryOut(
      'assign switches',
      assignTicket,
      {
        ticketId: switches,
        queueId: id('Queue', queues.networkQueue),
        assigneeId: id('User', by('agent2')),
      },
      by('agent'),
    );

    const leak = await make('leak', 'agent2', {
      subject: 'Unknown device in the server network',
      description: 'Found by the weekly scan.',
      channel: 'MONITORING',
      impact: 'HIGH',
      urgency: 'HIGH',
      labels: ['security'],
    });
    await this.carryOut(
      'assign leak',
      assignTicket,
      {
        ticketId: leak,
        queueId: id('Queue', queues.security),
        assigneeId: id('User', by('agent2')),
      },
      by('agent2'),
    );

    await make('firmware', 'agent2', {
      type: 'CHANGE_REQUEST',
      subject: 'Roll the VPN firmware back',
      description: 'Back to the version of last week.',
      channel: 'PORTAL',
      changeKind: 'EMERGENCY',
      impact: 'MEDIUM',
      urgency: 'HIGH',
    });
    await make('drops', 'agent', {
      type: 'PROBLEM',
      subject: 'Concentrators restart under load',
      description: 'Several incidents have this cause.',
      channel: 'PORTAL',
      impact: 'MEDIUM',
      urgency: 'MEDIUM',
    });
    await make('question', 'requester', {
      type: 'OTHER',
      subject: 'How do I book a meeting room?',
      description: 'The calendar does not show rooms.',
      channel: 'EMAIL',
      impact: 'LOW',
      urgency: 'LOW',
    });
  }
}
