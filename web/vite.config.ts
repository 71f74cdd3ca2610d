import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const gateway = process.env.GATEWAY ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // Inlined as data: URLs, fonts and the like would have to be let through by the pages' policy.
    assetsInlineLimit: 0,
    // Monaco is large, and loaded by the playground alone.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: ['playground.html', 'checkout.html'],
      checks: { pluginTimings: false },
      onLog(level, log, print) {
        // React's compiler leaves them in what it compiled; they mean nothing in a bundle.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') {
          print(level, log);
        }
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/graphql': gateway } },
});
