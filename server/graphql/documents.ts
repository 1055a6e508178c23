import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { type DocumentLimits, limitsRule } from './limits.js';

const KEPT = 500;
/** Longer documents (comments count) are read anew each time: what is kept stays small. */
const KEPT_CHARACTERS = 10_000;

export interface DocumentSettings {
  limits: DocumentLimits;
  introspection: boolean;
}

/** What documents are validated by besides the standard rules; the same for HTTP and websockets. */
export function documentRules({ limits, introspection }: DocumentSettings): ValidationRule[] {
  return introspection ? [limitsRule(limits)] : [limitsRule(limits), NoSchemaIntrospectionCustomRule];
}

/** Parses and validates documents of websockets; those that are sent again and again once only. */
export function documentCache(
  schema: GraphQLSchema,
  settings: DocumentSettings,
): (query: string) => DocumentNode | readonly GraphQLError[] {
  const rules = [...specifiedRules, ...documentRules(settings)];
  const kept = new Map<string, DocumentNode>();
  return (query) => {
    const known = kept.get(query);
    if (known) {
      // Used again: it goes last.
      kept.delete(query);
      kept.set(query, known);
      return known;
    }
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: settings.limits.tokens });
    } catch (error) {
      const { message, nodes, source, positions } = error as GraphQLError;
      const extensions = { code: 'GRAPHQL_PARSE_FAILED' };
      return [new GraphQLError(message, { nodes, source, positions, extensions })];
    }
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return errors;
    if (query.length > KEPT_CHARACTERS) return document;
    kept.set(query, document);
    // The one unused for longest goes; a map keeps the order in which things were put in.
    const oldest = kept.keys().next();
    if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
    return document;
  };
}
