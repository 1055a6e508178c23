import pg from 'pg';

/** Calls a function with a connection of the owner. Requests never use it. */
export async function asOwner<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // The running statement fails by itself. Without a listener the error would end the program.
  client.on('error', () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
