import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import {
  defaultTargets,
  defaultThresholds,
  type SiteConfig,
} from '../../../server/core/siteConfig.ts'
import { nobodyNamed } from '../../../server/core/peopleConfig.ts'
import { schemeContent } from '../../../server/config/peopleFrom.ts'
import { defaultSite, readSiteFile, type SiteReading } from '../../../server/config/siteFile.ts'

const defaults = { timezone: 'Europe/Berlin', language: 'en' } as const
const read = (text: string): SiteReading => readSiteFile(Buffer.from(text), defaults)
const example = readFileSync(join(import.meta.dirname, '../../../docs/site.example.yaml'))

function configOf(text: string): SiteConfig {
  const reading = read(text)
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults))
  return reading.config
}
function faultsOf(text: string): readonly string[] {
  const reading = read(text)
  if (!('faults' in reading)) return []
  return reading.faults.map(({ line, column, message }) => `${line}:${column}: ${message}`)
}

test('the example that ships loads as it is, without a warning', () => {
  const reading = readSiteFile(example, defaults)
  expect(reading).not.toHaveProperty('faults')
  expect(reading).toMatchObject({
    warnings: [],
    config: {
      id: 'riverside',
      name: { 'zh-CN': '滨河服务中心', en: 'Riverside Service Floor' },
      windowMinutes: 30,
      definitions: {
        timezone: 'Asia/Shanghai',
        dayStart: 360,
        queueServiceLevelWithin: { repairs: 15_000, vip: 10_000 },
      },
      hours: [
        { days: [1, 2, 3, 4, 5], from: 480, to: 1320 },
        { days: [6, 7], from: 540, to: 1080 },
      ],
      shifts: [
        { from: 480, to: 960 },
        { from: 960, to: 1440, name: { en: 'Late shift' } },
      ],
      screens: [
        { id: 'main', layout: 'standard', language: 'zh-CN', sound: false },
        { id: 'back', layout: 'focus', theme: 'day', language: 'en', sound: true },
      ],
    },
  })
  const queues = 'config' in reading ? reading.config.queues.map(({ id }) => id) : []
  expect(queues).toEqual(['repairs', 'billing', 'orders', 'complaints', 'vip'])
})

test('the commented lines of the example are right as well', () => {
  const all = example
    .toString('utf8')
    .replaceAll(/^( *)# ((?:options:|sources:| {2,})(?!.*[。：]$).*)$/gm, '$1$2')
  expect(configOf(all)).toMatchObject({
    definitions: { options: { serviceLevel: 'abandonsWithinIgnored' } },
    asteriskQueueLogs: [
      { source: 'pbx-1', path: '/var/log/asterisk/queue_log', aliases: { Ana: ['PJSIP/101'] } },
    ],
  })
})

test('a file with nothing but its id has the defaults, and so has a server without a file', () => {
  const config = configOf('site: default')
  expect(config).toEqual({
    id: 'default',
    name: { 'zh-CN': 'default', en: 'default' },
    definitions: {
      timezone: 'Europe/Berlin',
      dayStart: 0,
      serviceLevelWithin: 20_000,
      queueServiceLevelWithin: {},
      shortAbandonWithin: 5000,
      lostAfter: 14_400_000,
      handleTimeBand: { from: 120_000, to: 600_000 },
      queueHandleTimeBands: {},
      scheme: schemeContent(nobodyNamed),
    },
    windowMinutes: 30,
    minimumSample: 20,
    queues: [],
    thresholds: defaultThresholds,
    targets: defaultTargets,
    hours: [],
    shifts: [],
    screens: [
      {
        id: 'main',
        layout: 'auto',
        theme: 'night',
        language: 'en',
        inches: null,
        farthestSeatMetres: null,
        sound: false,
        reducedMotion: false,
      },
    ],
    asteriskQueueLogs: [],
    people: nobodyNamed,
  })
  expect(defaultSite(defaults)).toEqual(config)
})

test('a queue takes what the site says and changes only what it names itself', () => {
  const config = configOf(`
site: a
thresholds: {redAfter: 100}
targets:
  asa: {atMost: 60}
queues:
  - id: 0600
    thresholds: {amberAfter: 90}
    targets: {aht: {from: 500, to: 600}}
`)
  expect(config.queues[0]).toMatchObject({
    id: '0600',
    name: { 'zh-CN': '0600', en: '0600' },
    thresholds: { ...defaultThresholds, redAfter: 100, amberAfter: 90 },
    targets: {
      asa: { target: { kind: 'atMost', value: 60 }, scale: [0, 60] },
      aht: { target: { kind: 'band', from: 500, to: 600 }, scale: [180, 600] },
      connectionRate: defaultTargets.connectionRate,
    },
  })
})

test.each([
  ['mon-fri', [1, 2, 3, 4, 5]],
  ['fri-mon', [1, 5, 6, 7]],
  ['sun', [7]],
  ['every', [1, 2, 3, 4, 5, 6, 7]],
  ['[sat, mon-tue, sat]', [1, 2, 6]],
])('the days %s', (days, expected) => {
  const { hours } = configOf(`site: a\nhours: [{days: ${days}, from: 22:00, to: 06:00}]`)
  expect(hours).toEqual([{ days: expected, from: 1320, to: 1800 }])
})

test('a section with all its lines commented out is as good as not there', () => {
  expect(
    configOf('site: a\nqueues:\n  # - id: x\nscreens:\n  - id: b\n    inches:\n').queues,
  ).toEqual([])
})

test('every fault is named at once, with line and column, in the words of the file', () => {
  const text = `site: a b
quques: []
name: {zh: x}
timezone: Mars/Base
dayStart: "24:00"
window: 20
queues:
  - id: repairs
    treshold: {}
  - id: repairs
    thresholds:
      amberAfter: 200
  - name: nameless
hours: {days: mon}
targets: {asa: {atMost: 3, atLeast: 4}, wait: {atMost: 1}}
shifts: [{name: n, days: monday, from: "8:00", to: "16:00"}]
screens: [{id: main, inches: 75in, layout: wide}]
sources: {asterisk: [{source: pbx, aliases: {Ana: [x], Bo: [x]}}]}
definitions: {options: {serviceLevel: best}}
`
  expect(faultsOf(text)).toEqual([
    '1:7: site: must be a short name of letters, digits, `-`, `_` and `.`, such as main',
    '2:1: unknown key `quques`, did you mean `queues`?',
    '3:7: name: must be a name, or `{zh-CN: …, en: …}` with a name in both languages',
    '4:11: timezone: must be an IANA time zone such as Asia/Shanghai',
    '5:11: dayStart: must be a time of day such as "08:30"',
    '6:9: window: must be one of 15, 30, 60',
    '9:5: unknown key `treshold`, did you mean `thresholds`?',
    '10:9: queues[2].id: is the same as that of entry 1',
    '12:7: queues[2].thresholds: amberAfter (200) must be less than redAfter (120)',
    '13:5: queues[3].id: is missing; must be text of 1–128 characters',
    '14:8: hours: must be a list',
    '15:16: targets.asa: must have either `atLeast`, or `atMost`, or `from` below `to`',
    '15:41: unknown key `wait`, known are connectionRate, asa, aht, serviceLevel, abandonRate, occupancy',
    '16:26: shifts[1].days: must be days such as `mon-fri`, `[sat, sun]` or `every`',
    '16:40: shifts[1].from: must be a time of day such as "08:30"',
    '17:30: screens[1].inches: must be a number from 10 to 300 (inches)',
    '17:44: screens[1].layout: must be one of auto, standard, focus, compact',
    '18:22: sources.asterisk[1].queueLog: is missing; must be the path of a queue_log',
    '18:60: sources.asterisk[1].aliases.Bo: x belongs to Ana already',
    '19:39: definitions.options.serviceLevel: must be one of answeredOnly, abandonsWithinHelp, abandonsWithinIgnored, allOffered',
  ])
})

const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a, *a]`).join('\n')}`
test.each<[string, string | Buffer, string]>([
  ['an empty file', '', '1:1: the file is empty'],
  ['only comments', '# nothing\n', '1:1: the file is empty'],
  ['a list', '- a', '1:1: the file: must be a section'],
  ['two documents', 'site: a\n---\nsite: b', '2:1: Source contains multiple documents'],
  ['a key twice', 'site: a\nsite: b', '2:1: Map keys must be unique'],
  ['a tab', 'site: a\nname:\n\ten: b', '3:1: Tabs are not allowed'],
  ['an open bracket', 'site: a\nqueues: [', '2:10: Flow sequence'],
  ['a bomb of aliases', bomb, '1:7: anchors (&name) are not taken'],
  ['a merge', 'site: a\n<<: {x: 1}', '2:1: unknown key `<<`'],
  ['__proto__', 'site: a\n__proto__: {polluted: 1}', '2:1: `__proto__` is refused everywhere'],
  [
    '__proto__ deep inside',
    'site: a\nsources: {asterisk: [{aliases: {constructor: [x]}}]}',
    '2:33: `constructor` is refused everywhere',
  ],
  [
    'a queue called prototype',
    'site: a\nqueues: [{id: prototype}]',
    '2:15: queues[1].id: must be text',
  ],
  ['a tag', 'site: !!binary YQ==', '1:16: tags (!name) are not taken'],
  ['a tag of its own', 'site: !js/eval a', 'Unresolved tag'],
  ['binary', Buffer.from([0x73, 0x3a, 0x20, 0xff, 0xfe, 0x00]), '1:4: a control character'],
  ['a NUL', 'site: a\nname: "b\u0000"', '2:9: a control character'],
  ['a huge file', `site: a\nname: ${'x'.repeat(300_000)}`, '1:1: the file is larger than 256 KB'],
  ['very many lines', '\n'.repeat(20_000), 'the file has more than 10000 lines'],
  ['very many brackets', '['.repeat(200_000), '1:1: nested deeper'],
  ['very many dashes', '- '.repeat(50_000), '1:1: nested deeper'],
])('[P21] %s is a fault with its place', (_, text, expected) => {
  const reading = readSiteFile(Buffer.from(text), defaults)
  const faults = 'faults' in reading ? reading.faults : []
  expect(faults.map((fault) => `${fault.line}:${fault.column}: ${fault.message}`)[0]).toContain(
    expected,
  )
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

property.prop([
  fc.array(
    fc.constantFrom(
      'site: a\n',
      'queues:',
      '\n',
      '  ',
      '- ',
      'id: x',
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      '#',
      '&a',
      '*a',
      '!',
      '|',
      '>',
      '\t',
      '%',
      '? ',
      '---',
    ),
    { maxLength: 40 },
  ),
])('[P21] any file is a configuration or has faults that lie inside it', (parts) => {
  const text = parts.join('')
  const reading = read(text)
  if (!('faults' in reading)) return
  expect(reading.faults.length).toBeGreaterThan(0)
  for (const { line, column } of reading.faults) {
    expect(line).toBeGreaterThan(0)
    expect(line).toBeLessThanOrEqual(text.split('\n').length)
    expect(column).toBeGreaterThan(0)
  }
})
