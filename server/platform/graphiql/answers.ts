/** Whether an answer in the response pane says that a token is required. */
export function saysUnauthenticated(response: string): boolean {
  try {
    const { errors }: { errors?: { extensions?: { code?: string } }[] } = JSON.parse(response);
    return errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED') ?? false;
  } catch {
    return false;
  }
}
