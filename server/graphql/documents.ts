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
    if (known) return known;
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
    kept.set(query, document);
    // The oldest goes; a map keeps the order in which things were put in.
    const oldest = kept.keys().next();
    if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
    return document;
  };
}
