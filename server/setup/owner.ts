import pg from 'pg';

/** Runs something over a connection of the owner. No request reaches it. */
export async function asOwner<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // The statement in flight fails by itself; without a listener the error would end the program.
  client.on('error', () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
