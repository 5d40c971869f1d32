import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { promisify } from 'node:util'
import { execFile } from 'node:child_process'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Debian's Chromium, headless; `CHROMIUM_BIN` names another. */
export const launchBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })

/** Builds the client into a folder of its own and returns it, so that no test depends on an older build. */
export async function buildClient(name: string): Promise<string> {
  const outDir = `${root}.data/test-clients/${name}`
  // A process of its own: under the test runner's NODE_ENV it would be React's development build,
  // and under its VITEST the configuration is the tests' own.
  await promisify(execFile)(
    process.execPath,
    [`${root}node_modules/vite/bin/vite.js`, 'build', '--outDir', outDir, '--emptyOutDir'],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production', VITEST: undefined } },
  )
  return outDir
}

/** A page that collects whatever the console or the page complains about. */
export interface WatchedPage {
  readonly page: Page
  readonly complaints: readonly string[]
}

export async function openPage(
  browser: Browser,
  size: { readonly width: number; readonly height: number },
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: size })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}
