import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';
import { useFittingEditors } from './editors';
import { ExamplesMenu } from './examples-menu';
import { signOut } from './identity';
import { useLinkedTicket } from './linked-ticket';
import { useNoOldErrors } from './old-errors';
import { SignIn } from './sign-in';
import { getToken, setToken, useToken } from './token';
import { type IdentityState, useIdentity } from './use-identity';

/** The bar at the top: examples on the left, the signed-in user on the right. */
export function Bar() {
  const state = useIdentity();
  useSchemaForToken();
  useFittingEditors();
  useNoOldErrors();
  useLinkedTicket();
  return (
    <div className="graphiql-container bar">
      <strong className="bar-name">Ticketwire</strong>
      <ExamplesMenu />
      <span className="bar-who" role="status">
        <Who state={state} />
      </span>
      {state.is === 'nobody' ? <SignIn /> : <SignOut isKey={isKey(state)} />}
    </div>
  );
}

function Who({ state }: { state: IdentityState }) {
  switch (state.is) {
    case 'nobody':
      return <span className="bar-text">{state.note ?? 'Not signed in'}</span>;
    case 'asking':
      return '…';
    case 'unknown':
      return <span className="bar-text">{state.note}</span>;
    case 'known':
      return (
        <>
          <span className="bar-text" title={state.identity.name}>
            {state.identity.name}
          </span>{' '}
          <small className="bar-role">{state.identity.role}</small>
        </>
      );
  }
}

/** Signing out ends a user's session on the server; an API key is only forgotten. */
function SignOut({ isKey }: { isKey: boolean }) {
  const leave = () => {
    const token = getToken();
    setToken(null);
    // The token is removed here in any case. If the server cannot be reached, the session expires.
    if (token && !isKey) signOut(token).catch(() => undefined);
  };
  return (
    <button type="button" className="bar-button" onClick={leave}>
      {isKey ? 'Forget key' : 'Sign out'}
    </button>
  );
}

function isKey(state: IdentityState): boolean {
  return state.is === 'known' && state.identity.role === 'API key';
}

/** If the server shows its schema only to signed-in users, asks for it again with the token. */
function useSchemaForToken() {
  const token = useToken();
  const { introspect } = useGraphiQLActions();
  const missing = useGraphiQL(({ fetchError }) => fetchError !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each token, not for each failure.
  useEffect(() => {
    if (token && missing) introspect();
  }, [token]);
}
