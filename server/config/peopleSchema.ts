import { z } from 'zod'
import { dayKey } from '../../shared/time.ts'
import { list, names, says, section, sentence, shortId, text, yesOrNo } from './siteFields.ts'
import { schemeShape } from './schemeSchema.ts'

const dayRule = 'must be a day such as 2026-03-01'
const day = z
  .string(says(dayRule))
  .regex(/^\d{4}-\d\d-\d\d$/, dayRule)
  .refine(isDay, dayRule)
  .transform(dayKey)

function isDay(written: string): boolean {
  const at = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written)
}

const team = section({ id: shortId, name: names.optional() })

const person = section({
  id: text(128),
  name: names,
  alias: names.optional(),
  team: text(64),
  startedOn: day,
  agents: list(text(128), 20).optional(),
  lead: yesOrNo.optional(),
})

const behaviour = section({
  id: shortId,
  name: names,
  sentences: list(sentence, 6).min(1, 'must have at least one sentence'),
})

/** Who works here and what they are thanked for: sections of the site file. */
export const peopleShape = {
  teams: list(team, 100).optional(),
  people: list(person, 3000).optional(),
  behaviours: list(behaviour, 12).min(1, 'must have at least one entry').optional(),
  scheme: section(schemeShape).optional(),
}
