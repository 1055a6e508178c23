import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';
import { saysUnauthenticated } from './answers';
import { useToken } from './token';

/** After a sign-in, removes the answer that asked for it, because it is out of date. In other tabs when they are shown. */
export function useNoOldErrors(): void {
  const token = useToken();
  const { updateActiveTabValues } = useGraphiQLActions();
  const { responseEditor, activeTabIndex } = useGraphiQL(({ responseEditor, activeTabIndex }) => ({
    responseEditor,
    activeTabIndex,
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: when somebody has signed in, and for each tab that is shown then.
  useEffect(() => {
    if (!token || !responseEditor || !saysUnauthenticated(responseEditor.getValue())) return;
    responseEditor.setValue('');
    updateActiveTabValues({ response: null });
  }, [token, activeTabIndex]);
}
