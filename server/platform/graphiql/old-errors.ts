import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';
import { saysUnauthenticated } from './answers';
import { useToken } from './token';

/** After a sign-in, takes away the answer that asked for it: it is true no longer. In the other tabs, when they are shown. */
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
