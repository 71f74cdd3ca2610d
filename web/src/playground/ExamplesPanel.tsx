import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type Example, GROUPS } from './examples.ts';
import { filled } from './memory.ts';

/** The list of examples; each opens in a tab of its own. */
export function ExamplesPanel() {
  const { addTab, changeTab } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);

  // Monaco is loaded after the page.
  const ready = queryEditor !== undefined && variableEditor !== undefined;

  const open = (example: Example) => {
    const at = tabs.findIndex((tab) => tab.title === example.name);
    if (at >= 0) {
      changeTab(at);
    } else if (queryEditor?.getValue().trim()) {
      addTab();
    }
    queryEditor?.setValue(example.query);
    variableEditor?.setValue(filled(example));
    queryEditor?.focus();
  };

  return (
    <section aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      <p>Run them from top to bottom: each takes over what the answers before it gave.</p>
      {GROUPS.map((group) => (
        <div key={group.title} className="examples-group">
          <h3>{group.title}</h3>
          <ol>
            {group.examples.map((example) => (
              <li key={example.name}>
                <button type="button" disabled={!ready} onClick={() => open(example)}>
                  {example.title}
                </button>
                <p>{example.about}</p>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
