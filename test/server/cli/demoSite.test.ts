import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeDemoSite } from '../../../server/cli/demoSite.ts'
import { readSiteFile } from '../../../server/config/siteFile.ts'

const shipped = join(import.meta.dirname, '../../../docs/demo-site.yaml')

test('[S5] whenever the demo starts, its newcomer has been there for 38 days, and nobody else changes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'demo-site-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const now = Date.UTC(2031, 2, 10, 12)
  const path = writeDemoSite(shipped, join(directory, 'demo'), now)
  const people = (file: string) => {
    const read = readSiteFile(readFileSync(file), { timezone: 'UTC', language: 'en' })
    return 'faults' in read ? [] : read.config.people.people
  }
  const changed = people(path).filter(
    (person, place) => JSON.stringify(person) !== JSON.stringify(people(shipped)[place]),
  )
  expect(changed).toMatchObject([{ name: { en: 'Yutong Han' }, startedOn: '2031-01-31' }])
})
