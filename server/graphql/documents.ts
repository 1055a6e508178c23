import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  TokenKind,
  type ValidationContext,
  type ValidationRule,
  validate,
} from 'graphql';
import { conditionalSubscription } from './conditional-subscription.js';
import { type Asked, askedBy } from './cost.js';
import { brokenLimits, brokenVariables, type DocumentLimits } from './limits.js';

/** Tokens of all documents that are kept together: one, with what is made of it, takes about 250 bytes. */
const KEPT_TOKENS = 100_000;
/** Longer documents (comments count) are read anew each time. */
const KEPT_CHARACTERS = 10_000;
/** Whoever breaks more than this has seen enough to mend it. */
const MOST_ERRORS = 20;
const MOST_WRONG = 10;
/** Names are repeated in messages. */
const NAME_CHARACTERS = 200;

export interface DocumentSettings {
  limits: DocumentLimits;
  introspection: boolean;
}

/** What a client sends for one operation, over whatever transport. */
export interface DocumentRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  extensions?: Record<string, unknown> | null | undefined;
}

export type DocumentReader = (request: DocumentRequest) => ReadDocument;
type Refused = { errors: readonly GraphQLError[] };
type Accepted = { document: DocumentNode };
/** An operation that may be executed, and what it asks for with the variables that it came with. */
export type ReadOperation = Accepted & { operation: OperationDefinitionNode; asked: Asked };
export type ReadDocument = ReadOperation | Refused;

/**
 * Reads what clients send, for HTTP and websockets alike, before anything is executed or coerced: limits first, since they are
 * cheap, then the rules of the language. Documents that are sent again and again are read once only.
 */
export function documentReader(schema: GraphQLSchema, settings: DocumentSettings): DocumentReader {
  const kept = new Map<string, { document: DocumentNode; tokens: number }>();
  let keptTokens = 0;
  const documentOf = (query: string): Accepted | Refused => {
    const known = kept.get(query);
    if (known) {
      // Used again: it goes last.
      kept.delete(query);
      kept.set(query, known);
      return known;
    }
    const read = readDocument(schema, settings, query);
    if ('errors' in read || query.length > KEPT_CHARACTERS) return read;
    const tokens = tokensOf(read.document);
    kept.set(query, { document: read.document, tokens });
    keptTokens += tokens;
    // Those unused for longest go; a map keeps the order in which things were put in.
    for (const [oldest, { tokens: freed }] of kept) {
      if (keptTokens <= KEPT_TOKENS) break;
      kept.delete(oldest);
      keptTokens -= freed;
    }
    return read;
  };
  return (request) => {
    if (request.extensions?.persistedQuery)
      return refused('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    const tooMuch = brokenVariables(request.variables, settings.limits);
    if (tooMuch) return { errors: [tooMuch] };
    const read = documentOf(request.query);
    if ('errors' in read) return read;
    const operation = getOperationAST(read.document, request.operationName);
    if (!operation) {
      const message = 'operationName must name one of the operations of the document.';
      return refused('OPERATION_RESOLUTION_FAILURE', message);
    }
    // Execution would say the same, but up to fifty times, and each time with all that was given.
    const { variableDefinitions = [] } = operation;
    const variables = { ...request.variables };
    const given = getVariableValues(schema, variableDefinitions, variables, { maxErrors: MOST_WRONG });
    if (given.errors) return { errors: given.errors.slice(0, MOST_WRONG).map(wrongVariable) };
    const { document } = read;
    return { document, operation, asked: askedBy(document, operation, given.coerced) };
  };
}

function wrongVariable({ message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code: 'BAD_USER_INPUT' } });
}

function hasLongNames(document: DocumentNode): boolean {
  for (let token = document.loc?.startToken ?? null; token; token = token.next) {
    if (token.kind === TokenKind.NAME && token.end - token.start > NAME_CHARACTERS) return true;
  }
  return false;
}

function tokensOf(document: DocumentNode): number {
  let count = 0;
  for (let token = document.loc?.startToken ?? null; token; token = token.next) count += 1;
  return count;
}

function readDocument(schema: GraphQLSchema, settings: DocumentSettings, query: string): Accepted | Refused {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: settings.limits.tokens });
    if (hasLongNames(document)) {
      return refused('GRAPHQL_PARSE_FAILED', `Names have at most ${NAME_CHARACTERS} characters.`);
    }
    const broken = brokenLimits(document, settings.limits);
    if (broken.length > 0) return { errors: broken.slice(0, MOST_ERRORS) };
    const conditional = conditionalSubscription(document);
    if (conditional) return { errors: [coded(conditional)] };
  } catch (error) {
    return { errors: [unreadable(error, settings.limits)] };
  }
  const rules = settings.introspection ? specifiedRules : [...specifiedRules, noIntrospection];
  const errors = validated(schema, document, rules);
  if (errors.length === 0) return { document };
  // The comparison of fields with each other has a bound of its own, deep in the library.
  if (errors.some((error) => error.message === 'Validation aborted.')) {
    return refused('DOCUMENT_LIMIT', 'The fields of the document overlap too much.', { limit: 'OVERLAP' });
  }
  return { errors: errors.map(coded) };
}

/** What the rules find. Some of them evaluate directives, and throw at arguments that others would have refused. */
function validated(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  try {
    return validate(schema, document, rules, { hideSuggestions: true, maxErrors: MOST_ERRORS });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** With a code: what a scalar threw is about the document as well. */
function coded({ message, nodes, source, positions, extensions }: GraphQLError): GraphQLError {
  const code = 'GRAPHQL_VALIDATION_FAILED';
  return new GraphQLError(message, { nodes, source, positions, extensions: { ...extensions, code } });
}

function unreadable(error: unknown, { tokens }: DocumentLimits): GraphQLError {
  if (!(error instanceof GraphQLError)) {
    // With limits that were set very high, reading may run out of stack.
    const message = 'The document is nested too deeply to be read.';
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

/** Where clients may not read the schema: one refusal, however much they ask of it. */
function noIntrospection(context: ValidationContext): ASTVisitor {
  let told = false;
  return {
    Field(node) {
      if (told || !['__schema', '__type'].includes(node.name.value)) return;
      told = true;
      const extensions = { rule: 'NO_INTROSPECTION' };
      context.reportError(new GraphQLError('The schema can not be read here.', { nodes: node, extensions }));
    },
  };
}
