import { attemptsFrom, rateLimited } from '../identity/people/index.js';
import { ActorReads } from '../platform/actor/actor-reads.js';
import type { ClientInfo } from '../platform/actor/client-info.js';
import type { Ended } from '../platform/commands/idempotency.js';
import { runCommand } from '../platform/commands/run-command.js';
import type { AnswerSurveyInput } from '../platform/contract/generated/types.js';
import { sql } from '../platform/db/sql.js';
import type { Services } from '../platform/graphql/services.js';
import { err, ok, type Result } from '../platform/kernel/result.js';
import { notFound } from '../platform/kernel/user-errors.js';
import { type TicketRow, ticketNumber } from '../tickets/index.js';
import { answerSurvey } from './commands/answer-survey.js';
import { surveySecret } from './data/secret.js';
import { readSurveyToken, type SurveyKey } from './rules/token.js';

/** What the holder of a survey's token can see. */
export interface Form {
  number: string;
  subject: string;
  closedAt: Date;
  answered: boolean;
  expiresAt: Date;
}

interface FoundForm extends Omit<Form, 'number'> {
  type: TicketRow['type'];
  number: number;
  requesterId: string;
}

/**
 * The contents of a token, if it is valid. Tokens that are not valid are counted by IP address over all servers, like sign-in attempts. A
 * valid token cannot be guessed, so it is accepted even from an address over the limit.
 */
async function verify(
  { config, db, now }: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<Result<SurveyKey>> {
  const key = readSurveyToken(token, await surveySecret(db.pool));
  if (key) return ok(key);
  const limitedUntil = await attemptsFrom(db.pool, config.signIn, 'survey', clientInfo.address).begin();
  return err(limitedUntil ? rateLimited(limitedUntil, now()) : notFound(['token'], null, 'survey'));
}

async function read(services: Services, { organisationId, surveyId }: SurveyKey): Promise<FoundForm | null> {
  const reads = new ActorReads(services, { kind: 'system', organisationId });
  try {
    const [found] = await reads.query(sql<FoundForm>`
      select t.type, t.number, t.subject, t.closed_at as "closedAt", s.answered_at is not null as answered,
        s.expires_at as "expiresAt", s.requester_id as "requesterId"
      from surveys s join tickets t on t.organisation_id = ${organisationId} and t.id = s.ticket_id
      where s.organisation_id = ${organisationId} and s.id = ${surveyId}`);
    return found ?? null;
  } finally {
    await reads.close();
  }
}

function toForm({ type, number, subject, closedAt, answered, expiresAt }: FoundForm): Form {
  return { number: ticketNumber(type, number), subject, closedAt, answered, expiresAt };
}

/** The survey of a token; null when the token is not valid. */
export async function surveyOfToken(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<Form | null> {
  const verified = await verify(services, token, clientInfo);
  const found = verified.ok ? await read(services, verified.value) : null;
  return found ? toForm(found) : null;
}

/** Answers the survey of a token. Ticketwire itself is the actor, on behalf of the requester: the token is the only credential. */
export async function answerByToken(
  services: Services,
  input: Omit<AnswerSurveyInput, 'surveyId'> & { token: string },
  clientInfo: ClientInfo,
): Promise<Ended<Form>> {
  const refused = (result: Result<Form>): Ended<Form> => ({ result, last: null });
  const verified = await verify(services, input.token, clientInfo);
  if (!verified.ok) return refused(verified);
  const { organisationId, surveyId } = verified.value;
  const asked = await read(services, verified.value);
  if (!asked) return refused(err(notFound(['token'], null, 'survey')));
  const { score, comment, idempotencyKey } = input;
  const { result, last } = await runCommand(services, {
    operation: 'answerSurvey',
    actor: { kind: 'system', organisationId },
    onBehalfOf: { userId: asked.requesterId, keyId: null },
    cause: 'REQUEST',
    traceId: clientInfo.traceId,
    input: { surveyId, score, comment, idempotencyKey },
    run: answerSurvey,
  });
  if (!result.ok) return refused(result);
  return { result: ok(toForm({ ...asked, answered: true })), last };
}
