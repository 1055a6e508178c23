import { useEffect, useState } from 'react';

/** The demo accounts of this server. The password is null when the operator has set a private one. */
export interface DemoAccounts {
  accounts: readonly { email: string; about: string }[];
  password: string | null;
}

/** The demo accounts; null when the server has none, or does not answer. */
export function useDemoAccounts(): DemoAccounts | null {
  const [demo, setDemo] = useState<DemoAccounts | null>(null);
  useEffect(() => {
    fetch('/graphiql/demo-accounts.json')
      .then((response) => (response.ok ? response.json() : null))
      .then(setDemo, () => undefined);
  }, []);
  return demo;
}
