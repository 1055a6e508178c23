import type { VerificationMethod, VerificationOutcome } from '../../platform/contract/generated/enums.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { resolveWith, type TicketInput, type TransitionHandler } from '../../tickets/index.js';
import { VerificationEntity } from '../data/entities.js';
import { presentPlan } from '../data/plan.js';
import { checkEvidence, keepEvidence, missingEvidence, newRecord } from '../data/records.js';

export interface VerifyTicket extends TicketInput {
  outcome?: VerificationOutcome | null;
  method?: VerificationMethod | null;
  evidence?: string | null;
  evidenceAttachmentIds?: readonly string[] | null;
  resolutionCode?: string | null;
  resolutionNotes?: string | null;
}

/** Records a verification. When it failed, the ticket returns to investigation and the record stays. */
export const verifyTicket: TransitionHandler<VerifyTicket> = {
  name: 'VERIFY',
  async given(command, ticket, input) {
    if (ticket.status !== 'VERIFYING') return { ...input };
    const { proposedCode, proposedNotes } = await presentPlan(command, ticket.id);
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
  async applyIn(command, ticket, input, seesInternal) {
    const evidence = checkEvidence(new InputCheck(), input.evidenceAttachmentIds);
    const missing = await missingEvidence(command, ticket.id, evidence, !seesInternal);
    const { outcome, method } = input;
    if (missing.length > 0 || !outcome || !method) return missing;
    const record = newRecord(command, ticket);
    command.em.create(
      VerificationEntity,
      { ...record, outcome, method, evidence: input.evidence?.trim() || null },
      { persist: true },
    );
    keepEvidence(command, record.id, evidence);
    const changes = [
      { field: 'verification', from: null, to: record.id },
      { field: 'verificationOutcome', from: null, to: outcome },
    ];
    if (outcome === 'FAILED') return { changes, to: 'INVESTIGATING' };
    const { proposedCode, proposedNotes } = await presentPlan(command, ticket.id);
    resolveWith(command, ticket, {
      resolutionCode: input.resolutionCode || proposedCode,
      resolutionNotes: input.resolutionNotes || proposedNotes,
    });
    return { changes, to: 'RESOLVED' };
  },
};
