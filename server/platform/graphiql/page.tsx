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

/**
 * GraphiQL takes the first tab's variables from the storage only, not from the tab; on the first visit they
 * are handed over here.
 */
const firstVariables = pageStorage.getItem('graphiql:tabState') === null ? tabs[0]?.variables : undefined;

/**
 * GraphiQL with our bar. The bar is a child, so that it can open tabs; the portal puts it before GraphiQL in
 * the document, where eyes and the tab key expect it.
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
