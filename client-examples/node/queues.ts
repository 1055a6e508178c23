import { graphqlRequest } from './client.ts';

export const listQueues = /* GraphQL */ `
  query Queues($after: String) {
    queues(first: 100, after: $after) {
      nodes { id name }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

interface QueuePage {
  queues: {
    nodes: { id: string; name: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

/** The queue with this name. */
export async function queueNamed(
  url: string,
  token: string,
  name: string,
): Promise<{ id: string; name: string }> {
  for (let after: string | null = null; ; ) {
    const page: QueuePage = await graphqlRequest(url, token, listQueues, { after });
    const queue = page.queues.nodes.find((node) => node.name.toLowerCase() === name.toLowerCase());
    if (queue) return queue;
    if (!page.queues.pageInfo.hasNextPage)
      throw new Error(`There is no queue ${name}, or you cannot see it.`);
    after = page.queues.pageInfo.endCursor;
  }
}
