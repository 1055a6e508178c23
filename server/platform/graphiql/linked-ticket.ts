import { useGraphiQL } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { examples } from './examples';
import { useOpenExample } from './examples-menu';

/** The address of a ticket leads here with `?ticket=INC-1042`: opens the example that reads it, once. */
export function useLinkedTicket(): void {
  const open = useOpenExample();
  const isReady = useGraphiQL(({ queryEditor, variableEditor }) => Boolean(queryEditor && variableEditor));
  const opened = useRef(false);
  useEffect(() => {
    const number = new URLSearchParams(location.search).get('ticket');
    const example = examples.find(({ query }) => query.includes('query TicketToWork'));
    if (!isReady || opened.current || number === null || !example) return;
    opened.current = true;
    history.replaceState(null, '', location.pathname);
    open({ ...example, variables: JSON.stringify({ ...JSON.parse(example.variables), number }, null, 2) });
  }, [isReady, open]);
}
