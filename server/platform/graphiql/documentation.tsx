import {
  DOC_EXPLORER_PLUGIN,
  DocExplorer,
  FieldLink,
  Search,
  TypeLink,
  useDocExplorer,
} from '@graphiql/plugin-doc-explorer';
import { type GraphiQLPlugin, MarkdownContent, useGraphiQL } from '@graphiql/react';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { type Domain, domainsOf } from './domains';

/** Read when the page is built. */
const sdl = import.meta.glob<string>('../../../schema/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const domains = domainsOf(sdl);

/** GraphiQL's documentation, beginning with the parts of the contract instead of an alphabetical list of types. */
export const documentation: GraphiQLPlugin = { ...DOC_EXPLORER_PLUGIN, content: Documentation };

function Documentation() {
  const path = useDocExplorer();
  const schema = useGraphiQL(({ schema }) => schema);
  return path.length === 1 && schema ? <Domains schema={schema} /> : <DocExplorer />;
}

function Domains({ schema }: { schema: GraphQLSchema }) {
  return (
    <section className="graphiql-doc-explorer" aria-label="Documentation Explorer">
      <div className="graphiql-doc-explorer-header">
        <div className="graphiql-doc-explorer-header-content">
          <div className="graphiql-doc-explorer-title">Docs</div>
        </div>
        <Search />
      </div>
      <div className="graphiql-doc-explorer-content domains">
        {domains.map((domain) => (
          <Part key={domain.title} domain={domain} schema={schema} />
        ))}
      </div>
    </section>
  );
}

/** The first part is open: it is the main one. */
function Part({ domain, schema }: { domain: Domain; schema: GraphQLSchema }) {
  const { title, queries, mutations, subscriptions } = domain;
  const types = domain.types.flatMap((name) => schema.getType(name) ?? []);
  return (
    <details open={domain === domains[0]}>
      <summary>{title}</summary>
      <Fields title="Queries" of={schema.getQueryType()} names={queries} />
      <Fields title="Mutations" of={schema.getMutationType()} names={mutations} />
      <Fields title="Subscriptions" of={schema.getSubscriptionType()} names={subscriptions} />
      {types.length > 0 && (
        <>
          <h4>Types</h4>
          <ul>
            {types.map((type) => (
              <li key={type.name}>
                <TypeLink type={type} />
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

type FieldsProps = { title: string; of: GraphQLObjectType | null | undefined; names: readonly string[] };

function Fields({ title, of, names }: FieldsProps) {
  const all = of?.getFields() ?? {};
  const fields = names.flatMap((name) => all[name] ?? []);
  if (fields.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {fields.map((field) => (
          <li key={field.name}>
            <FieldLink field={field} />
            <MarkdownContent type="description">{firstSentence(field.description)}</MarkdownContent>
          </li>
        ))}
      </ul>
    </>
  );
}

function firstSentence(description: string | null | undefined): string {
  return /^.*?[.:](?=\s|$)/s.exec(description ?? '')?.[0] ?? description ?? '';
}
