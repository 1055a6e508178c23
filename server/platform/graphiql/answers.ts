/** Whether an answer, as the response shows it, says that nobody is signed in. */
export function saysUnauthenticated(response: string): boolean {
  try {
    const { errors }: { errors?: { extensions?: { code?: string } }[] } = JSON.parse(response);
    return errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED') ?? false;
  } catch {
    return false;
  }
}
