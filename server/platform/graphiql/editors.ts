import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** The same width as in style.css. */
const narrowScreen = window.matchMedia('(max-width: 640px)');

/** Long lines wrap, and on a narrow screen the text gets the width. */
export function useFittingEditors(): void {
  const editors = useGraphiQL(({ queryEditor, variableEditor, headerEditor, responseEditor }) => ({
    queryEditor,
    variableEditor,
    headerEditor,
    responseEditor,
  }));
  const { queryEditor, variableEditor, headerEditor, responseEditor } = editors;
  useEffect(() => {
    const apply = () => {
      const { matches: narrow } = narrowScreen;
      for (const editor of [queryEditor, variableEditor, headerEditor, responseEditor]) {
        editor?.updateOptions({
          wordWrap: 'on',
          wrappingIndent: 'indent',
          fontSize: narrow ? 13 : 15,
          lineNumbers: narrow || editor === responseEditor ? 'off' : 'on',
        });
      }
    };
    apply();
    narrowScreen.addEventListener('change', apply);
    return () => narrowScreen.removeEventListener('change', apply);
  }, [queryEditor, variableEditor, headerEditor, responseEditor]);
}
