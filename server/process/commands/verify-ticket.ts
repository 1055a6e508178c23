import { InputCheck } from '../../kernel/check.js';
import { resolveWith, type Step, type TicketInput } from '../../tickets/index.js';
import { VerificationEntity, type VerificationMethod, type VerificationOutcome } from '../entities.js';
import { presentPlan } from '../plan.js';
import { checkEvidence, keepEvidence, missingEvidence, newRecord } from '../records.js';

export interface VerifyTicket extends TicketInput {
  outcome?: VerificationOutcome | null;
  method?: VerificationMethod | null;
  evidence?: string | null;
  evidenceAttachmentIds?: readonly string[] | null;
  resolutionCode?: string | null;
  resolutionNotes?: string | null;
}

/** Says whether what was done works. What failed goes back to investigation, and its record stays. */
export const verifyTicket: Step<VerifyTicket> = {
  name: 'VERIFY',
  async given(change, ticket, input) {
    if (ticket.status !== 'VERIFYING') return { ...input };
    const { proposedCode, proposedNotes } = await presentPlan(change, ticket.id);
    const { resolutionCode, resolutionNotes } = input;
    return {
      ...input,
      resolutionCode: resolutionCode || proposedCode,
      resolutionNotes: resolutionNotes || proposedNotes,
    };
  },
  check(check, input) {
    check.text('evidence', input.evidence || null, 10_000);
    checkEvidence(check, input.evidenceAttachmentIds);
    check.text('resolutionCode', input.resolutionCode || null, 100);
    check.text('resolutionNotes', input.resolutionNotes || null, 10_000);
  },
  async apply(change, ticket, input, seesInternal) {
    const evidence = checkEvidence(new InputCheck(), input.evidenceAttachmentIds);
    const missing = await missingEvidence(change, ticket.id, evidence, !seesInternal);
    const { outcome, method } = input;
    if (missing.length > 0 || !outcome || !method) return missing;
    const record = newRecord(change, ticket);
    change.em.create(
      VerificationEntity,
      { ...record, outcome, method, evidence: input.evidence?.trim() || null },
      { persist: true },
    );
    keepEvidence(change, record.id, evidence);
    const changes = [
      { field: 'verification', from: null, to: record.id },
      { field: 'verificationOutcome', from: null, to: outcome },
    ];
    if (outcome === 'FAILED') return { changes, to: 'INVESTIGATING' };
    const { proposedCode, proposedNotes } = await presentPlan(change, ticket.id);
    resolveWith(change, ticket, {
      resolutionCode: input.resolutionCode || proposedCode,
      resolutionNotes: input.resolutionNotes || proposedNotes,
    });
    return { changes, to: 'RESOLVED' };
  },
};
