import type { ApolloServerPlugin } from '@apollo/server';
import type { Response } from 'express';
import { type ExecutionArgs, type GraphQLFormattedError, getOperationAST } from 'graphql';
import { actorKey } from '../actor/actor.js';
import { Operation } from '../observability/operations.js';
import type { Context } from './context.js';
import type { Services } from './services.js';
import { currentTraceId } from './trace.js';

/** The actor as the log names it: kind and id. */
function actorName({ knownActor }: Context): string | undefined {
  return knownActor ? actorKey(knownActor) : undefined;
}

/** Adds the actor, who can be known later, to the log line of the request. */
export function nameActor(res: Response, context: Context): void {
  Object.defineProperty(res.locals, 'actor', { get: () => actorName(context), enumerable: true });
}

/** Counts and logs operations over HTTP. */
export function httpOperations(services: Services): ApolloServerPlugin<Context> {
  const failed = (code: string): void => {
    const operation = new Operation(services, 'http', currentTraceId());
    operation.answered([{ extensions: { code } }]);
    operation.end(undefined, false);
  };
  return {
    requestDidStart: async ({ contextValue }) => {
      const operation = new Operation(services, 'http', contextValue.traceId);
      return {
        didResolveOperation: async (request) => operation.accepted(request.operation),
        willSendResponse: async ({ response: { body }, contextValue: context }) => {
          operation.answered(body.kind === 'single' ? body.singleResult.errors : undefined);
          operation.end(actorName(context), context.refused);
        },
      };
    },
    invalidRequestWasReceived: async () => failed('BAD_REQUEST'),
    contextCreationDidFail: async () => failed('INTERNAL_SERVER_ERROR'),
  };
}

interface Running {
  operation: Operation;
  context?: Context;
}

/** Counts and logs operations over WebSockets, each identified by its `subscribe` message. */
export class SocketOperations {
  readonly #services: Services;
  readonly #running = new WeakMap<object, Running>();

  constructor(services: Services) {
    this.#services = services;
  }

  begin(payload: object, traceId: string): void {
    this.#running.set(payload, { operation: new Operation(this.#services, 'websocket', traceId) });
  }

  accepted(payload: object, args: ExecutionArgs): void {
    const running = this.#running.get(payload);
    if (!running) return;
    running.context = args.contextValue as Context;
    running.operation.accepted(getOperationAST(args.document, args.operationName));
  }

  /** The trace id that it began with. */
  traceIdOf(payload: object): string {
    return this.#running.get(payload)?.operation.traceId ?? currentTraceId();
  }

  answered(payload: object, errors: readonly GraphQLFormattedError[] | undefined): void {
    this.#running.get(payload)?.operation.answered(errors);
  }

  /** It ended with these errors; returns them. */
  failed<E extends GraphQLFormattedError>(payload: object, errors: readonly E[]): readonly E[] {
    this.answered(payload, errors);
    this.completed(payload);
    return errors;
  }

  completed(payload: object): void {
    const { operation, context } = this.#running.get(payload) ?? {};
    operation?.end(context && actorName(context), context?.refused ?? false);
  }
}
