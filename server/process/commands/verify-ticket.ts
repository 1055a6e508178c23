import type { VerifyTicketInput } from '../../platform/contract/generated/types.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { codeGiven, codeProblem } from '../../resolution-codes/index.js';
import { resolveWith, type Taking, transitionStep } from '../../tickets/index.js';
import { type ResolutionPlanRow, VerificationEntity } from '../data/entities.js';
import { foundPlan, lastPlan } from '../data/plan.js';
import { checkEvidence, evidenceNamed, insertEvidence, missingEvidence, newRecord } from '../data/records.js';

/** Records a verification. When it failed, the ticket returns to investigation and the record stays. */
export const verifyTicket = transitionStep<VerifyTicketInput>()({
  name: 'VERIFY',
  gather: (input, gathering, ticketId) => ({
    plan: lastPlan(gathering, ticketId),
    evidence: evidenceNamed(gathering, ticketId, input.evidenceAttachmentIds),
    code: codeGiven(gathering, input.resolutionCode),
  }),
  check(check, input) {
    checkEvidence(check, input.evidenceAttachmentIds);
    return {
      ...input,
      evidence: check.optional('evidence', input.evidence, 10_000, 'MARKDOWN'),
      resolutionCode: check.optional('resolutionCode', input.resolutionCode, 100, 'LINE'),
      resolutionNotes: check.optional('resolutionNotes', input.resolutionNotes, 10_000),
    };
  },
  apply(ticket, input, taking, facts, seesInternal) {
    const evidence = checkEvidence(new InputCheck(), input.evidenceAttachmentIds);
    const missing = missingEvidence(facts.evidence, evidence, seesInternal);
    const { outcome, method } = input;
    if (missing.length > 0) return err(...missing);
    const wrong = codeProblem(facts.code, input.resolutionCode, taking);
    if (wrong) return err(wrong);
    const record = newRecord(taking, ticket);
    const writes = [
      insertInto(VerificationEntity, { ...record, outcome, method, evidence: input.evidence }),
      ...insertEvidence(taking.organisationId, record.id, evidence),
    ];
    const changes = [
      changed('Verification.id', null, record.id),
      changed('Verification.outcome', null, outcome),
    ];
    if (outcome === 'FAILED') return ok({ writes, changes, to: 'INVESTIGATING' });
    const resolution = resolutionOf(foundPlan(facts.plan), input, taking);
    if (!resolution) {
      const message =
        'No resolution was proposed. A worker of the ticket must verify it, with a code and notes.';
      return err(invalid(['outcome'], 'NO_RESOLUTION', message));
    }
    resolveWith(taking, ticket, resolution, resolution.author);
    return ok({ writes, changes, to: 'RESOLVED' });
  },
});

/** The resolution of the input; where it has none, the one that the implementation proposed. Its author is who wrote the words. */
function resolutionOf(
  { proposedCode, proposedNotes, proposedByUserId, proposedByKeyId }: ResolutionPlanRow,
  input: VerifyTicketInput,
  { onBehalfOf }: Taking,
) {
  const resolutionCode = input.resolutionCode || proposedCode;
  const resolutionNotes = input.resolutionNotes || proposedNotes;
  // Tickets that were implemented before a proposal was required have none.
  if (!resolutionCode || !resolutionNotes) return null;
  const isProposed = !input.resolutionCode && !input.resolutionNotes;
  const proposer = { userId: proposedByUserId ?? null, keyId: proposedByKeyId ?? null };
  return { resolutionCode, resolutionNotes, author: isProposed ? proposer : onBehalfOf };
}
