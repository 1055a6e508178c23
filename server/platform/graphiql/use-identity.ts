import { useEffect, useState } from 'react';
import { type Identity, whoAmI } from './identity';
import { setToken, useToken } from './token';

/** What the bar shows about the token. */
export type IdentityState =
  | { is: 'nobody'; note?: string }
  | { is: 'asking' }
  | { is: 'known'; identity: Identity }
  | { is: 'unknown'; note: string };

/** The user or API key of the token. A token that is not valid is removed. */
export function useIdentity(): IdentityState {
  const token = useToken();
  const [state, setState] = useState<IdentityState>({ is: token ? 'asking' : 'nobody' });
  useEffect(() => {
    if (!token) {
      setState((before) => (before.is === 'nobody' ? before : { is: 'nobody' }));
      return;
    }
    let current = true;
    const tell = (next: IdentityState) => {
      if (current) setState(next);
    };
    tell({ is: 'asking' });
    whoAmI(token).then(
      (identity) => {
        if (identity) return tell({ is: 'known', identity });
        tell({ is: 'nobody', note: 'The token is not valid or has expired.' });
        if (current) setToken(null);
      },
      (error: Error) => tell({ is: 'unknown', note: error.message }),
    );
    return () => {
      current = false;
    };
  }, [token]);
  return state;
}
