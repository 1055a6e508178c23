import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  SignInInput,
  SignInPayload,
  SignOutInput,
  SignOutPayload,
} from '../../platform/contract/generated/types.js';
import type { Context } from '../../platform/graphql/context.js';
import { errorsOf } from '../../platform/graphql/errors.js';
import { usersById } from '../people/data/reads.js';
import { toUser } from '../people/node.js';
import { signIn } from './sign-in.js';
import { signOut } from './sign-out.js';
@Resolver()
export class SignInMutations {
  @Mutation(() => SignInPayload)
  async signIn(
    @Arg('input', () => SignInInput) input: SignInInput,
    @Ctx() ctx: Context,
  ): Promise<SignInPayload> {
    const { services } = ctx;
    const rules = { ...services.config.signIn, sessionMs: services.config.sessionMs };
    const { db, access, metrics, demo } = services;
    const result = await signIn({ db, access, metrics, rules, demo }, input, ctx.clientInfo, services.now());
    if (!result.ok)
      return { token: null, expiresAt: null, viewer: null, errors: await errorsOf(ctx, result) };
    const { token, expiresAt } = result.value;
    const found = await services.authn.identify(token, ctx.clientInfo);
    if (found.actor) await ctx.becomes(found);
    const { actor } = found;
    const row = actor?.kind === 'user' ? await ctx.reads.load(usersById, actor.userId) : null;
    return { token, expiresAt, viewer: row ? toUser(row) : null, errors: [] };
  }

  @Mutation(() => SignOutPayload)
  async signOut(
    @Arg('input', () => SignOutInput, { nullable: true }) input: SignOutInput | null,
    @Ctx() ctx: Context,
  ): Promise<SignOutPayload> {
    const result = await ctx.change({
      operation: 'signOut',
      input: input ?? {},
      run: signOut,
    });
    return { signedOut: result.ok && result.value.signedOut, errors: await errorsOf(ctx, result) };
  }
}
