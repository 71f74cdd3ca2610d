import { defineConfig } from '@playwright/test';

// Against what already runs: GATEWAY and STRIPE say where. PagesIT starts it so, or do it by hand:
// make run in one terminal, npm test in another.
export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  // One more than cores, as some tests wait for time to pass.
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  outputDir: 'test-results',
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? 'json' : 'list',
  use: {
    baseURL: process.env.GATEWAY ?? 'http://127.0.0.1:8080',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
