import { errorsOf } from '../../platform/graphql/errors.js';
import { byHand, mutations } from '../../platform/graphql/mutations.js';
import { usersById } from '../people/data/reads.js';
import { toUser } from '../people/node.js';
import { renewSession } from './renew-session.js';
import { signIn } from './sign-in.js';
import { signOut } from './sign-out.js';

export const signInMutations = mutations({
  signIn: byHand(async (ctx, input) => {
    const { services } = ctx;
    const rules = { ...services.config.signIn, sessionMs: services.config.sessionMs };
    const { db, access, metrics, demo } = services;
    const result = await signIn({ db, access, metrics, rules, demo }, input, ctx.clientInfo, services.now());
    if (!result.ok)
      return { token: null, expiresAt: null, viewer: null, errors: await errorsOf(ctx, result) };
    const { token, expiresAt } = result.value;
    const found = await services.authn.of(token).identify(ctx.clientInfo);
    if (found.actor) await ctx.becomes(found);
    const { actor } = found;
    const row = actor?.kind === 'user' ? await ctx.reads.load(usersById, actor.userId) : null;
    return { token, expiresAt, viewer: row ? toUser(row) : null, errors: [] };
  }),
  renewSession: byHand(async (ctx, input, operation) => {
    const { sessionMs, sessionRenewalMs } = ctx.services.config;
    const result = await ctx.change({
      operation,
      input: input ?? {},
      run: (command) => renewSession(command, { sessionMs, sessionRenewalMs }),
      keep: ({ expiresAt }) => ({ expiresAt }),
    });
    const { token = null, expiresAt = null } = result.ok ? result.value : {};
    return { token, expiresAt, errors: await errorsOf(ctx, result) };
  }),
  signOut: byHand(async (ctx, input, operation) => {
    const result = await ctx.change({ operation, input: input ?? {}, run: signOut });
    return { signedOut: result.ok && result.value.signedOut, errors: await errorsOf(ctx, result) };
  }),
});
