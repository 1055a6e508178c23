import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useRef } from 'react';
import { type Example, examples } from './examples';

/** The menu that opens an example in a new tab. */
export function ExamplesMenu() {
  const open = useOpenExample();
  const menu = useRef<HTMLDivElement>(null);
  const choose = (example: Example) => {
    menu.current?.hidePopover();
    open(example);
  };
  return (
    <>
      <button type="button" popoverTarget="examples" className="bar-button">
        Examples
      </button>
      <div id="examples" ref={menu} popover="auto" className="graphiql-dialog panel panel-left">
        <ul className="examples">
          {examples.map((example) => (
            <li key={example.title}>
              <button type="button" onClick={() => choose(example)}>
                {example.title}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** Opens an example in a new tab, or shows the tab that has it unchanged. */
export function useOpenExample(): (example: Example) => void {
  const { addTab, changeTab, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(({ tabs, queryEditor, variableEditor }) => ({
    tabs,
    queryEditor,
    variableEditor,
  }));
  return ({ query, variables }) => {
    const present = tabs.findIndex((tab) => tab.query === query);
    if (present >= 0) return changeTab(present);
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    updateActiveTabValues({ query, variables });
    queryEditor?.focus();
  };
}
