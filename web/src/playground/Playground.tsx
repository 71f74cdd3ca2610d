import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import type { GraphiQLPlugin } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useMemo, useState } from 'react';
import { ExamplesPanel } from './ExamplesPanel.tsx';
import { fetcher, type Told } from './fetcher.ts';

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
  const [told, setTold] = useState<Told>();
  const ask = useMemo(() => fetcher(setTold), []);
  return (
    <GraphiQL fetcher={ask} plugins={PLUGINS} visiblePlugin="Examples" defaultQuery="">
      <GraphiQL.Logo>
        <span className="graphiql-logo-link">Ticketing</span>
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <output className="trace">
          {told
            ? `${told.operation}: trace ${told.trace}`
            : 'The trace id of each answer stands here.'}
        </output>
      </GraphiQL.Footer>
    </GraphiQL>
  );
}
