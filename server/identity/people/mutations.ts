import type { UpdateUserInput } from '../../platform/contract/generated/types.js';
import type { Context } from '../../platform/graphql/context.js';
import { errorsOf } from '../../platform/graphql/errors.js';
import { byHand, command, mutations } from '../../platform/graphql/mutations.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, type Result } from '../../platform/kernel/result.js';
import { newToken } from '../../platform/kernel/tokens.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { confirmApiKey, createApiKey, revokeApiKey } from './commands/api-keys.js';
import { createUser, passwordHashOf } from './commands/create-user.js';
import { presentPasswordRefusal } from './commands/own-password.js';
import { reactivateUser } from './commands/reactivate-user.js';
import { createTeam, updateTeamMembers } from './commands/teams.js';
import { deactivateUser, updateUser } from './commands/update-user.js';
import { keysMadeBy, teamsById, usersById, visibleApiKeysById } from './data/reads.js';
import { toApiKey, toTeam, toUser } from './node.js';
import { can as canPeople } from './rules/policy.js';

export const peopleMutations = mutations({
  createUser: byHand(async (ctx, input, operation) => {
    // Hashing costs memory and time, so it is done only for actors who can create users.
    const passwordHash = canPeople(ctx.actor, 'administer') ? await passwordHashOf(input.password) : null;
    const result = await ctx.change({
      operation,
      input,
      run: (command) => createUser(command, { ...input, passwordHash }),
    });
    return userPayload(ctx, result);
  }),
  updateUser: byHand(async (ctx, input, operation) => {
    const mayChange =
      canPeople(ctx.actor, 'administer') ||
      canPeople(ctx.actor, 'updateSelf', idOfType(input.userId, 'User') ?? '');
    const refusal = await ownPasswordRefusal(ctx, input);
    if (refusal) return userPayload(ctx, err(refusal));
    const passwordHash = mayChange ? await passwordHashOf(input.password) : null;
    const result = await ctx.change({
      operation,
      input,
      run: (command) => updateUser(command, { ...input, passwordHash }),
    });
    return userPayload(ctx, result);
  }),
  deactivateUser: command(deactivateUser, leaverPayload),
  reactivateUser: command(reactivateUser, userPayload),
  createTeam: command(createTeam, teamPayload),
  updateTeamMembers: command(updateTeamMembers, teamPayload),
  createApiKey: byHand(async (ctx, input, operation) => {
    const result = await ctx.change({
      operation,
      input,
      run: (command) => createApiKey(command, input, newToken('twk', command.organisationId)),
      keep: ({ apiKeyId }) => ({ apiKeyId }),
    });
    const secret = result.ok ? (result.value.secret ?? null) : null;
    return { ...(await keyPayload(ctx, result)), secret };
  }),
  revokeApiKey: command(revokeApiKey, keyPayload),
  confirmApiKey: command(confirmApiKey, keyPayload),
});

/** Whether the actor wants to change their own password without giving the present one. */
async function ownPasswordRefusal(ctx: Context, input: UpdateUserInput): Promise<UserError | null> {
  const { actor, services } = ctx;
  if (typeof input.currentPassword === 'string' && typeof input.password !== 'string')
    return invalid(['currentPassword'], 'ALONE', 'currentPassword needs a new password in password.');
  const own = actor.kind === 'user' && idOfType(input.userId, 'User') === actor.userId;
  const me = own && typeof input.password === 'string' ? await ctx.reads.load(usersById, actor.userId) : null;
  if (!me) return null;
  await ctx.forgetReads();
  const given = { email: me.email, currentPassword: input.currentPassword, now: services.now() };
  return presentPasswordRefusal(services.db.pool, services.config.signIn, given);
}

async function userPayload(ctx: Context, result: Result<{ userId: string }>) {
  const row = result.ok ? await ctx.reads.load(usersById, result.value.userId) : null;
  return { user: row ? toUser(row) : null, errors: await errorsOf(ctx, result) };
}

async function leaverPayload(ctx: Context, result: Result<{ userId: string }>) {
  const keys = result.ok ? await ctx.reads.load(keysMadeBy, result.value.userId) : [];
  return { ...(await userPayload(ctx, result)), apiKeys: keys.map(toApiKey) };
}

async function teamPayload(ctx: Context, result: Result<{ teamId: string }>) {
  const row = result.ok ? await ctx.reads.load(teamsById, result.value.teamId) : null;
  return { team: row ? toTeam(row) : null, errors: await errorsOf(ctx, result) };
}

async function keyPayload(ctx: Context, result: Result<{ apiKeyId: string }>) {
  const row = result.ok ? await ctx.reads.load(visibleApiKeysById, result.value.apiKeyId) : null;
  return { apiKey: row ? toApiKey(row) : null, errors: await errorsOf(ctx, result) };
}
