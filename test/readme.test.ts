import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readSiteFile } from '../server/config/siteFile.ts'
import { decodeEvent } from '../server/sources/eventSchema.ts'

const home = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(home, path), 'utf8')

/** Code blocks of one language, without the indentation of the list they stand in. */
const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\n(.*?)^ *\`\`\``, 'gms'))].map(
    ([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )

const linksOf = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)]+)\)/g)]
    .map(([, address = '']) => address)
    .filter((address) => !/^https?:/.test(address))

const readmes = [
  ['README.md', 'README.zh-CN.md'],
  ['README.zh-CN.md', 'README.md'],
] as const

test.each(readmes)('%s links to %s, and what it links to is there', (own, other) => {
  const links = linksOf(read(own))
  expect(links).toContain(other)
  expect(links.filter((link) => !existsSync(join(home, link)))).toEqual([])
})

test.each(readmes)('the event that %s sends is one', (own) => {
  const [, sent = ''] =
    /-d '(\{.*?\})'\n/s.exec(read(own).replaceAll(/'"\$\(date.*?\)"'/g, '2026-03-29T09:30:00Z')) ??
    []
  expect(decodeEvent(JSON.parse(sent))).toMatchObject({
    type: 'contact.queued',
    data: { contact: 'call-1', queue: 'sales' },
  })
})

test.each(readmes)('the site file of %s is one', (own) => {
  const [written = ''] = blocks(read(own), 'yaml')
  const reading = readSiteFile(Buffer.from(written), { timezone: 'UTC', language: 'en' })
  expect(reading).toMatchObject({
    config: { id: 'main', asteriskQueueLogs: [{ path: '/var/log/asterisk/queue_log' }] },
  })
})

test.each(readmes)('%s names every setting of .env.example', (own) => {
  const rows = [...read(own).matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)
  const known = [...read('.env.example').matchAll(/^# ?([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(known.length).toBeGreaterThan(10)
  expect(new Set(rows)).toEqual(new Set(known))
})

test.each(readmes)('every npm script that %s names exists', (own) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...read(own).matchAll(/npm (?:run )?(demo|test|start|build|dev|check)\b/g)]
  expect(named.length).toBeGreaterThan(3)
  for (const [, name = ''] of named) expect(scripts).toHaveProperty(name)
})
