/** An operation to start from, as a tab of GraphiQL. */
export type Example = { title: string; query: string; variables: string };

/** Read when the page is built; the order is that of the file names. */
const files = import.meta.glob<string>('../../../client-examples/graphiql/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Variables are in a comment at the end of the file, so that an example is a single file. */
const variablesBlock = /\n# Variables:\n((?:#.*(?:\n|$))+)\s*$/;

/** All examples. The first comment line of a file is its title. */
export const examples: readonly Example[] = Object.entries(files)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([, text]) => parseExample(text));

function parseExample(text: string): Example {
  const title = /^# (.*)/.exec(text)?.[1] ?? 'Untitled';
  const variables = (variablesBlock.exec(text)?.[1] ?? '').replace(/^# ?/gm, '').trim();
  return { title, query: `${text.replace(variablesBlock, '').trim()}\n`, variables };
}

/** The tabs of a first visit. The other examples are in the menu "Examples". */
export function firstExamples(): Example[] {
  const operations = ['query QueuePage', 'query TicketToWork', 'subscription FollowTickets'];
  return examples.filter(({ query }) => operations.some((operation) => query.includes(operation)));
}
