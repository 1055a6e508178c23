import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  validate,
  visit,
} from 'graphql';
import type { Denied } from '../kernel/bad-input.js';
import { isOpenToAll, type OpenFields, openFields } from './anonymous.js';
import { conditionalSubscription } from './conditional-subscription.js';
import { type Asked, askedBy } from './cost.js';
import { brokenLimits, brokenVariables, type DocumentLimits } from './limits.js';
import { type ListSizes, listSizes } from './list-sizes.js';

/** The limit of tokens of all cached documents; a token takes about 250 bytes with everything derived from it. */
const KEPT_TOKENS = 100_000;
/**
 * Longer documents (with comments) are not cached, and their errors have no locations: finding the line of each error would take time in
 * the length of the document.
 */
const SHORT_CHARACTERS = 10_000;
const SHORT_LINES = 500;
/** Enough to fix the document. */
const MOST_ERRORS = 20;
/** Equal errors count each time, because each takes as long to find as a different one. */
const MOST_MISTAKES = 100;
const MOST_LOCATIONS = 10;
const MOST_WRONG = 10;
/** Names occur in messages. */
const NAME_CHARACTERS = 200;

export interface DocumentSettings {
  limits: DocumentLimits;
  introspection: boolean;
}

/** The request of a client for one operation, over any transport. */
export interface DocumentRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  extensions?: Record<string, unknown> | null | undefined;
}

export interface DocumentReader {
  /** Reads a request. `denied` is why there is no actor; operations that need a token are refused with it. */
  (request: DocumentRequest, denied: Denied | null): ReadDocument;
  /** Whether a document is in the cache, so that reading it costs nothing. */
  knows(query: string): boolean;
  /** Whether the body of a request has nothing but one command, which authenticates the actor itself. */
  isOneCommand(body: unknown): boolean;
}

/** The schema, and what its directives say about documents. */
interface Contract {
  schema: GraphQLSchema;
  open: OpenFields;
  sizes: ListSizes;
}

type Refused = { errors: readonly GraphQLError[] };
type Accepted = { document: DocumentNode };
/** An operation that can be executed, with its cost for the given variables. */
export type ReadOperation = Accepted & { operation: OperationDefinitionNode; asked: Asked };
export type ReadDocument = ReadOperation | Refused;

/**
 * Reads requests, for HTTP and WebSockets alike, before anything is executed or coerced: first the limits, because they are cheap, then the
 * rules of the language. Documents that are sent again are read only once.
 */
export function documentReader(
  schema: GraphQLSchema,
  settings: DocumentSettings,
  inPackets: ReadonlySet<string> = new Set(),
): DocumentReader {
  const contract = { schema, open: openFields(schema), sizes: listSizes(schema) };
  const kept = new Map<string, { document: DocumentNode; tokens: number }>();
  let keptTokens = 0;
  const documentOf = (query: string, denied: Denied | null): Accepted | Refused => {
    const known = kept.get(query);
    if (known) {
      if (denied && !isOpenToAll(known.document, contract.open, settings.introspection))
        return unauthenticated(denied);
      // Used again: it moves to the end.
      kept.delete(query);
      kept.set(query, known);
      return known;
    }
    const read = readDocument(contract, settings, query, denied);
    if ('errors' in read || !isShort(query)) return read;
    const tokens = tokensOf(read.document);
    kept.set(query, { document: read.document, tokens });
    keptTokens += tokens;
    // The least recently used ones are removed; a map keeps its insertion order.
    for (const [oldest, { tokens: freed }] of kept) {
      if (keptTokens <= KEPT_TOKENS) break;
      kept.delete(oldest);
      keptTokens -= freed;
    }
    return read;
  };
  const reader = (request: DocumentRequest, denied: Denied | null): ReadDocument => {
    if (request.extensions?.persistedQuery)
      return refused('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    const tooMuch = brokenVariables(request.variables, settings.limits);
    if (tooMuch) return { errors: [tooMuch] };
    const read = documentOf(request.query, denied);
    if ('errors' in read) return read;
    const operation = getOperationAST(read.document, request.operationName);
    if (!operation) {
      const message = 'operationName must name one of the operations of the document.';
      return refused('OPERATION_RESOLUTION_FAILURE', message);
    }
    // Execution would report the same, but up to fifty times, and each time with all given values.
    const { variableDefinitions = [] } = operation;
    const variables = { ...request.variables };
    const given = getVariableValues(schema, variableDefinitions, variables, { maxErrors: MOST_WRONG });
    if (given.errors) return { errors: given.errors.slice(0, MOST_WRONG).map(wrongVariable) };
    const { document } = read;
    return { document, operation, asked: askedBy(document, operation, contract.sizes, given.coerced) };
  };
  const isOneCommand = (body: unknown): boolean => {
    const { query, operationName } = (body ?? {}) as Partial<DocumentRequest>;
    const known = typeof query === 'string' ? kept.get(query) : undefined;
    const named = typeof operationName === 'string' ? operationName : undefined;
    const operation = known && getOperationAST(known.document, named);
    if (operation?.operation !== 'mutation') return false;
    const [field, ...others] = operation.selectionSet.selections;
    return others.length === 0 && field?.kind === Kind.FIELD && inPackets.has(field.name.value);
  };
  return Object.assign(reader, { knows: (query: string) => kept.has(query), isOneCommand });
}

function wrongVariable({ message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code: 'BAD_USER_INPUT' } });
}

function hasLongNames(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Name({ value }) {
      found ||= value.length > NAME_CHARACTERS;
    },
  });
  return found;
}

function isShort(query: string): boolean {
  if (query.length > SHORT_CHARACTERS) return false;
  let lines = 1;
  for (let at = query.search(/[\r\n]/); at >= 0 && at < query.length; at += 1)
    if (query[at] === '\n' || query[at] === '\r') lines += 1;
  return lines <= SHORT_LINES;
}

function tokensOf(document: DocumentNode): number {
  let count = 0;
  for (let token = document.loc?.startToken ?? null; token; token = token.next) count += 1;
  return count;
}

function readDocument(
  contract: Contract,
  settings: DocumentSettings,
  query: string,
  denied: Denied | null,
): Accepted | Refused {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: settings.limits.tokens, noLocation: !isShort(query) });
    if (denied && !isOpenToAll(document, contract.open, settings.introspection))
      return unauthenticated(denied);
    if (hasLongNames(document)) {
      return refused(
        'GRAPHQL_PARSE_FAILED',
        `Names in a document must have at most ${NAME_CHARACTERS} characters.`,
      );
    }
    const broken = brokenLimits(document, settings.limits, contract.sizes);
    if (broken.length > 0) return { errors: broken.slice(0, MOST_ERRORS) };
    const conditional = conditionalSubscription(document);
    if (conditional) return { errors: [coded(conditional)] };
  } catch (error) {
    return { errors: [unreadable(error, settings.limits)] };
  }
  const rules = settings.introspection ? specifiedRules : [...specifiedRules, noIntrospection];
  const errors = validated(contract.schema, document, rules);
  if (errors.length === 0) return { document };
  // The comparison of fields with each other has a limit of its own inside the library.
  if (errors.some((error) => error.message === 'Validation aborted.')) {
    return refused('DOCUMENT_LIMIT', 'Too many fields of the document select the same field.', {
      limit: 'OVERLAP',
    });
  }
  // Where introspection is disabled, the schema cannot be found by trial either.
  if (denied && !settings.introspection) return refused('GRAPHQL_VALIDATION_FAILED', invalidForAll);
  return { errors: errors.map(coded) };
}

const invalidForAll = 'The document does not match the schema. Send a token to see why.';

function unauthenticated(denied: Denied): Refused {
  return { errors: [new GraphQLError(denied.message, { originalError: denied })] };
}

/** Thrown when enough errors were found. */
const ENOUGH = Symbol('enough');

/** The errors of the rules. Equal errors are reported once. The search stops after a number of errors, equal or different. */
function validated(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  const errors = new Map<string, GraphQLError>();
  let mistakes = 0;
  const reportError = (error: GraphQLError): void => {
    mistakes += 1;
    if (!errors.has(error.message)) errors.set(error.message, error);
    if (errors.size === MOST_ERRORS || mistakes === MOST_MISTAKES) throw ENOUGH;
  };
  const reporting = rules.map(
    (rule): ValidationRule =>
      (context) =>
        rule(Object.create(context, { reportError: { value: reportError } }) as ValidationContext),
  );
  try {
    const more = validate(schema, document, reporting, { hideSuggestions: true });
    return [...errors.values(), ...more];
  } catch (error) {
    if (error === ENOUGH) return [...errors.values()];
    // Some rules evaluate directives, and throw for arguments that other rules refuse.
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** With a code: an error of a scalar is an error of the document too. */
function coded({ message, nodes, extensions }: GraphQLError): GraphQLError {
  const code = 'GRAPHQL_VALIDATION_FAILED';
  const some = nodes?.slice(0, MOST_LOCATIONS);
  return new GraphQLError(message, { nodes: some, extensions: { ...extensions, code } });
}

function unreadable(error: unknown, { tokens }: DocumentLimits): GraphQLError {
  if (!(error instanceof GraphQLError)) {
    // With very high limits, the parser can run out of stack.
    const message = 'The document is nested too deeply.';
    return new GraphQLError(message, { extensions: { code: 'DOCUMENT_LIMIT', limit: 'DEPTH' } });
  }
  const { message, nodes, source, positions } = error;
  if (/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(message)) {
    const extensions = { code: 'DOCUMENT_LIMIT', limit: 'TOKENS', most: tokens };
    return new GraphQLError(`The document has more than ${tokens} tokens.`, { extensions });
  }
  const extensions = { code: 'GRAPHQL_PARSE_FAILED' };
  return new GraphQLError(message, { nodes, source, positions, extensions });
}

function refused(code: string, message: string, more: object = {}): Refused {
  return { errors: [new GraphQLError(message, { extensions: { code, ...more } })] };
}

/** Where introspection is disabled: one error, for any number of its fields. */
function noIntrospection(context: ValidationContext): ASTVisitor {
  let reported = false;
  return {
    Field(node) {
      if (reported || !['__schema', '__type'].includes(node.name.value)) return;
      reported = true;
      const extensions = { rule: 'NO_INTROSPECTION' };
      context.reportError(
        new GraphQLError('Introspection is disabled on this server.', { nodes: node, extensions }),
      );
    },
  };
}
