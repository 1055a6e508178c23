import { createConfigurationItem } from '../cmdb/commands/configuration-items.js';
import { createService } from '../cmdb/commands/services.js';
import { createRequestForm } from '../intake/commands/request-forms.js';
import { createTicketTemplate } from '../intake/commands/ticket-templates.js';
import type { CommandContext } from '../platform/commands/command-context.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { Result } from '../platform/kernel/result.js';

/** Global ids of services that demo tickets affect. */
export interface DemoServices {
  vpn: string;
}

/** An organisation that demo data is created in. */
interface Seeded {
  /** By `TYPE Name`. */
  readonly categoryIds: ReadonlyMap<string, string>;
  run<T>(step: string, run: (command: CommandContext) => Promise<Result<T>>): Promise<T>;
}

/** Creates a small catalogue: services that depend on services and items, a form, a template. */
export async function demoCatalogue(
  example: Seeded,
  at: { desk: string; network: string; networkQueue: string },
): Promise<DemoServices> {
  const [desk, network] = [toGlobalId('Team', at.desk), toGlobalId('Team', at.network)];
  const category = (name: string) => toGlobalId('Category', example.categoryIds.get(name) ?? '');
  const item = async (input: Parameters<typeof createConfigurationItem>[1]) =>
    toGlobalId(
      'ConfigurationItem',
      (await example.run(`item ${input.name}`, (c) => createConfigurationItem(c, input))).configurationItemId,
    );
  const service = async (input: Parameters<typeof createService>[1]) =>
    toGlobalId(
      'Service',
      (await example.run(`service ${input.name}`, (c) => createService(c, input))).serviceId,
    );

  const coreSwitch = await item({
    name: 'Core switch B',
    kind: 'NETWORK',
    ownerTeamId: network,
    criticality: 'HIGH',
  });
  const concentrator = await item({
    name: 'VPN concentrator B',
    description: 'In building B.',
    kind: 'HARDWARE',
    ownerTeamId: network,
    dependsOnItemIds: [coreSwitch],
  });
  const lan = await service({
    name: 'Office network',
    description: 'Cable and Wi-Fi in all buildings.',
    ownerTeamId: network,
    criticality: 'HIGH',
    dependsOnItemIds: [coreSwitch],
  });
  const vpn = await service({
    name: 'VPN',
    description: 'Work from home and on the road.',
    ownerTeamId: network,
    criticality: 'MEDIUM',
    dependsOnServiceIds: [lan],
    dependsOnItemIds: [concentrator],
  });
  await service({
    name: 'E-mail',
    ownerTeamId: desk,
    criticality: 'HIGH',
    dependsOnServiceIds: [lan],
  });
  await service({ name: 'Meeting rooms', ownerTeamId: desk, criticality: 'LOW', dependsOnServiceIds: [lan] });

  await example.run('form equipment', (c) =>
    createRequestForm(c, {
      name: 'Equipment for somebody',
      description: 'A laptop, a telephone or a screen, for you or for a new colleague.',
      ticketType: 'SERVICE_REQUEST',
      categoryId: category('SERVICE_REQUEST Equipment'),
      fields: [
        {
          key: 'what',
          label: 'What is needed?',
          type: 'MULTI_CHOICE',
          required: true,
          options: ['Laptop', 'Telephone', 'Screen'],
        },
        { key: 'for', label: 'For whom?', type: 'TEXT', required: true },
        { key: 'by', label: 'From which day on?', type: 'DATE', required: true },
        {
          key: 'costCentre',
          label: 'Cost centre',
          help: 'Four digits.',
          type: 'NUMBER',
          min: 1000,
          max: 9999,
        },
        { key: 'why', label: 'Anything else?', type: 'LONG_TEXT' },
      ],
    }),
  );
  await example.run('template outage', (c) =>
    createTicketTemplate(c, {
      name: 'Network outage',
      ticketType: 'INCIDENT',
      subject: 'Network outage',
      description: 'Where:\n\nSince when:\n\nWhat still works:',
      categoryId: category('INCIDENT Network'),
      queueId: toGlobalId('Queue', at.networkQueue),
      urgency: 'HIGH',
      labels: ['outage'],
      affectedServiceIds: [lan],
    }),
  );
  return { vpn };
}
