import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { schemeContent } from '../../../server/config/peopleFrom.ts'
import { readSiteFile } from '../../../server/config/siteFile.ts'
import { defaultBehaviours } from '../../../server/core/behaviours.ts'
import { defaultKudosRules } from '../../../server/core/kudos/kudosRule.ts'
import { defaultScheme, type Scheme } from '../../../server/core/people/scheme.ts'
import { nobodyNamed, schemeInForce, type PeopleConfig } from '../../../server/core/peopleConfig.ts'

const defaults = { timezone: 'Asia/Shanghai', language: 'zh-CN' } as const
const docs = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../../../docs', name))

function peopleOf(text: string | Buffer): PeopleConfig {
  const reading = readSiteFile(Buffer.from(text), defaults)
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults, null, 1))
  return reading.config.people
}
function faultsOf(text: string): readonly string[] {
  const reading = readSiteFile(Buffer.from(text), defaults)
  if (!('faults' in reading)) return []
  return reading.faults.map(({ line, column, message }) => `${line}:${column}: ${message}`)
}

test('the example of the scheme loads as it is, and says of the scheme what holds without it', () => {
  const { teams, people, scheme, kudosRules, kudosLimits, quietHours } = peopleOf(
    docs('scheme.example.yaml'),
  )
  expect(teams.map(({ id }) => id)).toEqual(['kapok', 'ridge'])
  expect(people[2]).toEqual({
    id: 'p-003',
    name: { 'zh-CN': '周野', en: 'Ye Zhou' },
    alias: { 'zh-CN': '木棉组一位同事', en: 'A colleague in Kapok' },
    team: 'kapok',
    startedOn: '2022-02-21',
    agents: ['PJSIP/103'],
    lead: false,
  })
  const { quality, ...others } = scheme.standards
  const { quality: usualQuality, ...usual } = defaultScheme.standards
  expect(others).toEqual(usual)
  expect(quality).toEqual({
    ...usualQuality,
    curve: [
      [75, 0],
      [85, 60],
      [90, 100],
    ],
  })
  expect({ ...scheme, standards: null, queueHandleTimeBands: {} }).toEqual({
    ...defaultScheme,
    standards: null,
  })
  expect(kudosRules).toEqual(defaultKudosRules)
  expect(kudosLimits).toEqual(nobodyNamed.kudosLimits)
  expect(quietHours).toEqual([{ days: [1, 2, 3, 4, 5, 6, 7], from: 1350, to: 1890 }])
})

test('the site of the demonstration has four teams of forty people and a lead in each', () => {
  const { teams, people } = peopleOf(docs('demo-site.yaml'))
  expect(teams.map(({ name }) => name['zh-CN'])).toEqual(['木棉组', '远山组', '晨星组', '清泉组'])
  const agents = people.flatMap(({ id, agents }) => [id, ...agents])
  for (let place = 1; place <= 40; place++) {
    expect(agents).toContain(`a${String(place).padStart(2, '0')}`)
  }
  const leads = people.filter(({ lead }) => lead)
  expect(leads.map(({ team }) => team)).toEqual(teams.map(({ id }) => id))
})

test('a site without these sections has the default scheme and six behaviours of three sentences', () => {
  expect(peopleOf('site: a')).toEqual(nobodyNamed)
  expect(defaultBehaviours).toHaveLength(6)
  for (const { sentences } of defaultBehaviours) {
    expect(sentences).toHaveLength(3)
    for (const sentence of sentences) expect(Object.keys(sentence)).toEqual(['zh-CN', 'en'])
  }
})

test('a scheme changes only what it names', () => {
  const { scheme } = peopleOf(`
site: a
scheme:
  standards: {quality: {weight: 30, target: 95}, satisfaction: {weight: 30}}
  newcomers: {targets: {firstContact: 70}}
`)
  expect(scheme.standards).toEqual({
    ...defaultScheme.standards,
    quality: { ...defaultScheme.standards.quality, weight: 30, target: 95 },
    satisfaction: { ...defaultScheme.standards.satisfaction, weight: 30 },
  })
  expect(scheme.newcomers).toEqual({ days: 90, targets: { firstContact: 70, quality: 85 } })
})

test('[S2] the bands of handle time are part of what everything is counted by', () => {
  const text = 'site: a\nscheme: {queueHandleTimeBands: {billing: {from: 60, to: 300}}}'
  const reading = readSiteFile(Buffer.from(text), defaults)
  expect(reading).toMatchObject({
    config: {
      definitions: {
        handleTimeBand: { from: 120_000, to: 600_000 },
        queueHandleTimeBands: { billing: { from: 60_000, to: 300_000 } },
      },
    },
  })
})

test('a standard measured otherwise is shown in that measure’s unit', () => {
  const { scheme } = peopleOf(`
site: a
scheme: {standards: {satisfaction: {measure: nps, target: 40, floor: -20}}}
`)
  expect(scheme.standards.satisfaction).toMatchObject({ unit: 'score', scale: [-20, 100] })
})

test('[S1] every fault of people and scheme is named at once, with line and column', () => {
  const text = `site: a
teams:
  - {id: kapok}
  - {id: kapok}
people:
  - {id: a, name: A, team: kapok, startedOn: 2026-01-01, agents: ["101"]}
  - {id: b, name: B, team: kapock, startedOn: 2026-02-30, agents: ["101", a]}
  - {id: a, name: C, team: kapok, startedOn: 2026-01-01}
behaviours:
  - {id: kind, name: Kind, sentences: ["{values} is good"]}
scheme:
  standards:
    satisfaction: {measure: fcr, weight: 36}
    quality: {weigth: 5}
  topBoards: {ridge: 3}
  kudosRules:
    - {id: many, kind: milestone, counts: handled, at: [100], behaviour: kind}
    - {id: fast, kind: thresholdHeld, standard: handleTime, atLeast: 80, behaviour: swift}
    - {id: odd, kind: volume, behaviour: kind}
    - {id: steps, kind: milestone, counts: helped, at: [5, 3], behaviour: kind}
`
  expect(faultsOf(text)).toEqual([
    '4:10: teams[2].id: is the same as that of entry 1',
    '7:28: people[2].team: there is no team `kapock`, did you mean `kapok`?',
    '7:47: people[2].startedOn: must be a day such as 2026-03-01',
    '7:68: people[2].agents[1]: 101 is entry 1 of people already',
    '7:75: people[2].agents[2]: a is entry 1 of people already',
    '8:10: people[3].id: is the same as that of entry 1',
    '10:40: behaviours[1].sentences[1]: may hold no braces but {value} and {target}',
    '13:29: scheme.standards.satisfaction.measure: must be one of csat, nps',
    '14:15: unknown key `weigth`, did you mean `weight`?',
    '15:22: scheme.topBoards.ridge: there is no team `ridge`, known are kapok',
    '17:43: scheme.kudosRules[1].counts: must be one of helped, contributions, satisfiedCustomers, followUpsDone',
    '18:49: scheme.kudosRules[2].standard: must be one of satisfaction, firstContact, quality, teamwork',
    '18:85: scheme.kudosRules[2].behaviour: there is no behaviour `swift`, known are kind',
    '19:23: scheme.kudosRules[3].kind: must be one of thresholdHeld, milestone, streak, personalBest, starPointLit, starEarned, teamPastGoal, queueRecovered',
    '20:56: scheme.kudosRules[4].at: must go from the smaller number to the larger',
  ])
})

test('[S1] weights, curves and bands are checked against each other at their own line', () => {
  expect(
    faultsOf(`site: a
scheme:
  standards:
    satisfaction: {weight: 60}
    firstContact: {floor: 90}
  queueHandleTimeBands: {a.b: {from: 600, to: 120}}
`),
  ).toEqual([
    '3:3: scheme.newcomers.targets.firstContact: must be above the floor (90)',
    '4:5: scheme.standards: the weights must total 100, not 125: change them so that they do',
    '4:5: scheme.standards: satisfaction must weigh 30 to 40 together, not 60',
    '5:27: scheme.standards.firstContact.floor: must be under the target (85)',
    '6:31: scheme.queueHandleTimeBands.a.b: must go from a smaller to a greater number of seconds, not 600 to 120',
  ])
})

test('behaviours that leave out what the usual rules thank for are a fault', () => {
  expect(
    faultsOf('site: a\nbehaviours:\n  - {id: kind, name: Kind, sentences: [Thank you]}\n'),
  ).toEqual([
    '3:3: behaviours: the rules of recognition thank for patient, solved, standard, clear, helped too: keep them, or write `kudosRules` under `scheme`',
  ])
})

test('[M22] another content of the scheme is another version, other names and comments are not', () => {
  const plain = schemeContent(nobodyNamed)
  const named = peopleOf('site: a\nteams: [{id: kapok}]\n# a comment\nscheme: {shrinkage: 40}')
  expect(schemeContent(named)).toBe(plain)
  expect(schemeContent(peopleOf('site: a\nscheme: {shrinkage: 41}'))).not.toBe(plain)
  expect(schemeContent(peopleOf('site: a\nscheme: {kudosLimits: {perShift: 9}}'))).not.toBe(plain)
  const later: Scheme = { ...defaultScheme, version: 7 }
  expect(schemeContent({ ...nobodyNamed, scheme: later })).toBe(plain)
  expect(schemeInForce(nobodyNamed, { version: 3 }).version).toBe(3)
})
