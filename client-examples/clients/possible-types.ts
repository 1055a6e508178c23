interface Introspected {
  __schema: { types: { name: string; possibleTypes: { name: string }[] | null }[] };
}

/**
 * The types of each interface and union of the schema. Apollo's cache needs them for fragments on interfaces (`... on Node`). Read them
 * when you build your program and store them with it, because servers can disable introspection (`INTROSPECTION=0`).
 */
export async function possibleTypes(url: string): Promise<Record<string, string[]>> {
  const query = '{ __schema { types { name possibleTypes { name } } } }';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors }: { data?: Introspected; errors?: { message: string }[] } = await response.json();
  if (!data)
    throw new Error(`The schema cannot be read: ${errors?.[0]?.message ?? `HTTP ${response.status}`}`);
  const { __schema } = data;
  return Object.fromEntries(
    __schema.types.flatMap(({ name, possibleTypes: types }) =>
      types ? [[name, types.map((type) => type.name)]] : [],
    ),
  );
}
