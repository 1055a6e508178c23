import { checkLabels } from '../../catalog/index.js';
import type { UpdateTicketInput } from '../../platform/contract/generated/types.js';
import type { InputCheck } from '../../platform/kernel/check.js';

/** The fields of a ticket that users give, as in the contract's inputs. */
export type Details = Pick<
  UpdateTicketInput,
  | 'subject'
  | 'description'
  | 'errorMessages'
  | 'affectedServiceNames'
  | 'affectedUserCount'
  | 'affectedOperations'
  | 'labels'
  | 'externalReference'
  | 'impact'
  | 'urgency'
  | 'priorityOverride'
>;

/** Checks the fields and returns them in their stored form. Omitted fields stay omitted. */
export function checkDetails<D extends Details>(check: InputCheck, input: D): D {
  const { priorityOverride } = input;
  check.between('affectedUserCount', input.affectedUserCount, 0, 2_000_000_000);
  return {
    ...input,
    priorityOverride: priorityOverride && {
      ...priorityOverride,
      reason: check.text(['priorityOverride', 'reason'], priorityOverride.reason, 1000),
    },
    subject: check.text('subject', input.subject, 200, 'LINE'),
    description: check.text('description', input.description, 50_000, 'MARKDOWN'),
    errorMessages: check.texts('errorMessages', input.errorMessages, 20, 10_000, 'VERBATIM'),
    affectedServiceNames: distinct(check.texts('affectedServiceNames', input.affectedServiceNames, 50, 200)),
    affectedOperations: check.text('affectedOperations', input.affectedOperations, 2000),
    labels: checkLabels(check, input.labels),
    externalReference: check.text('externalReference', input.externalReference, 200, 'LINE'),
  };
}

function distinct(values: string[] | null | undefined): string[] | null | undefined {
  return values && [...new Set(values)];
}
