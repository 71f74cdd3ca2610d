import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import type { GraphiQLPlugin } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useEffect } from 'react';
import { ExamplesPanel } from './ExamplesPanel.tsx';
import { WELCOME } from './examples.ts';
import { ask } from './fetcher.ts';
import { tell, useNews } from './news.ts';
import { whoIsSignedIn } from './session.ts';

const EXAMPLES_PLUGIN: GraphiQLPlugin = {
  title: 'Examples',
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 6h2M4 12h2M4 18h2M10 6h10M10 12h10M10 18h10" />
    </svg>
  ),
  content: ExamplesPanel,
};

const PLUGINS = [EXAMPLES_PLUGIN, HISTORY_PLUGIN];

export function Playground() {
  const { trace } = useNews();

  useEffect(() => {
    whoIsSignedIn().then((who) => tell({ who }));
  }, []);

  return (
    <GraphiQL
      fetcher={ask}
      plugins={PLUGINS}
      visiblePlugin="Examples"
      defaultQuery={WELCOME}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <span className="graphiql-logo-link">Ticketing</span>
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <output className="trace">
          {trace ? `${trace.operation}: trace ${trace.id}` : 'No answer yet.'}
        </output>
      </GraphiQL.Footer>
    </GraphiQL>
  );
}
