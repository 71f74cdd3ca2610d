import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { settings } from '../settings.ts';
import { type Example, GROUPS, WELCOME } from './examples.ts';
import { filled } from './memory.ts';
import { useNews } from './news.ts';

/** The list of examples; each opens in a tab of its own. */
export function ExamplesPanel() {
  const { addTab, changeTab, stop } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { who, clientSecret } = useNews();
  // Monaco is loaded after the page.
  const ready = queryEditor !== undefined && variableEditor !== undefined;

  const open = (example: Example) => {
    // Else a subscription goes on and writes into the next tab's answer.
    stop();
    const at = tabs.findIndex((tab) => tab.title === example.name);
    if (at >= 0) {
      changeTab(at);
    } else if (!['', WELCOME].includes(queryEditor?.getValue() ?? '')) {
      addTab();
    }
    queryEditor?.setValue(example.query);
    variableEditor?.setValue(filled(example));
    queryEditor?.focus();
  };

  return (
    <section aria-label="Examples" className="examples">
      <h2>Examples</h2>
      <p>Run them from top to bottom: each takes over what the answers before it gave.</p>
      <p role="status" className="who">
        {who === undefined ? '' : who === null ? 'Nobody is signed in.' : `Signed in as ${who}`}
      </p>
      {GROUPS.map((group) => (
        <div key={group.title}>
          <h3>{group.title}</h3>
          <ol>
            {group.examples.map((example) => (
              <li key={example.name}>
                <button type="button" disabled={!ready} onClick={() => open(example)}>
                  {example.title}
                </button>
                <p>{example.about}</p>
                {example.name === 'PayAskedByBank' && clientSecret && settings.stripeStandIn && (
                  <p>
                    <a
                      target="_blank"
                      rel="noreferrer"
                      href={`${settings.stripeStandIn}/bank?${new URLSearchParams({ client_secret: clientSecret })}`}
                    >
                      Answer the bank
                    </a>
                  </p>
                )}
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
