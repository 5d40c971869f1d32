import { defineConfig } from 'vitest/config'

/** Of its own, so that the client's vite.config.ts (root, build) does not decide where tests are found. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // A zone with daylight saving, so that a test which leans on the machine's zone shows it. [T3]
    env: { TZ: 'Europe/Berlin' },
    // All cores: much of the time is waiting for Redis, sockets and Chromium.
    maxWorkers: '100%',
    // For real Redis, sockets and Chromium on a loaded machine; a limit, never a wait.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
