import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Tests are looked for in the whole project; the client is built from its own folder. */
const testing = process.env['VITEST'] !== undefined

export default defineConfig({
  root: testing ? '.' : 'client',
  plugins: [react()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'chrome111',
    // Font slices as data: URIs would need `font-src data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
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
