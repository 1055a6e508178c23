import { DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { GraphiQL } from 'graphiql';
import { createPortal } from 'react-dom';
import { Bar } from './bar';
import { documentation } from './documentation';
import { firstExamples } from './examples';
import { pageStorage } from './storage';
import { StreamStatus } from './stream-status';
import { fetcher } from './transport';

const bar = document.getElementById('bar');
const tabs = firstExamples();

/** GraphiQL reads the first tab's variables only from the storage, not from the tab. On the first visit they are passed here. */
const firstVariables = pageStorage.getItem('graphiql:tabState') === null ? tabs[0]?.variables : undefined;

/**
 * GraphiQL with the bar. The bar is a child, so that it can open tabs. The portal places it before GraphiQL in the document, where it is
 * expected by eye and by tab key.
 */
export function Page() {
  return (
    <GraphiQL
      fetcher={fetcher}
      referencePlugin={documentation}
      storage={pageStorage}
      defaultTabs={tabs}
      initialVariables={firstVariables}
      defaultEditorToolsVisibility
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <span className="logo">GraphiQL</span>
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <StreamStatus />
      </GraphiQL.Footer>
      <DocExplorerStore>{null}</DocExplorerStore>
      {bar && createPortal(<Bar />, bar)}
    </GraphiQL>
  );
}
