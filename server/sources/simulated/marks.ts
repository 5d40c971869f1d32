import { MINUTE, SECOND } from '../../../shared/time.ts'
import { type AgentState, type Floor, tell, type Telling, type Visit } from './floor.ts'
import { between, chance, pick, type Uniform } from './uniform.ts'

/** A caller who waited this long is harder to please. */
const longWait = 2 * MINUTE

/** What becomes of a finished contact: asked, judged, assessed, complained about. Skill decides, pace does not. */
export function planMarks(floor: Floor, visit: Visit, agent: AgentState): void {
  const { marks } = floor.plan
  const uniform = floor.chances.marks
  const { skill } = agent.traits
  const who = { contact: visit.contact, agent: agent.plan.id }
  const later = (from: number, to: number, telling: Telling): void => {
    floor.agenda.put(floor.now + Math.round(between(uniform, from, to)), { type: 'tell', telling })
  }
  const waitedLong = visit.connectedAt - visit.queuedAt > longWait
  const survey = pick(uniform, [
    ['csat' as const, marks.csatShare],
    ['nps' as const, marks.npsShare],
    [null, Math.max(0, 1 - marks.csatShare - marks.npsShare)],
  ])
  if (survey !== null) {
    const answer = {
      ...who,
      queue: visit.queue.plan.id,
      ...scoreOf(survey, uniform, skill, waitedLong),
    }
    later(20 * SECOND, 4 * MINUTE, { type: 'survey.answered', data: answer })
  }
  if (chance(uniform, marks.judgedShare)) {
    const resolved = chance(uniform, 0.66 + 0.3 * skill)
    later(MINUTE, 15 * MINUTE, { type: 'contact.judged', data: { ...who, resolved } })
  }
  if (chance(uniform, marks.assessedShare)) {
    const score = Math.round(Math.min(100, 78 + 18 * skill + between(uniform, -6, 6)))
    const compliant = chance(uniform, 0.97 + 0.03 * skill)
    later(5 * MINUTE, 40 * MINUTE, { type: 'quality.assessed', data: { ...who, score, compliant } })
  }
  if (chance(uniform, marks.complaintShare * (2 - 2 * skill) * (waitedLong ? 2 : 1))) {
    later(2 * MINUTE, 45 * MINUTE, { type: 'complaint.filed', data: who })
  }
}

function scoreOf(kind: 'csat' | 'nps', uniform: Uniform, skill: number, waitedLong: boolean) {
  const pleased = skill - (waitedLong ? 0.3 : 0)
  if (kind === 'csat') {
    const score = chance(uniform, 0.72 + 0.28 * pleased)
      ? pick(uniform, [
          [5, 0.6 + 0.4 * skill],
          [4, 0.4],
        ])
      : pick(uniform, [
          [3, 5],
          [2, 2],
          [1, 3],
        ])
    return { kind, score, scale: 5 } as const
  }
  const score = chance(uniform, 0.3 + 0.5 * pleased)
    ? pick(uniform, [
        [10, 3],
        [9, 2],
      ])
    : pick(uniform, [
        [8, 5],
        [7, 3],
        [6, 1],
        [5, 1],
        [3, 1],
        [0, 0.5],
      ])
  return { kind, score, scale: 10 } as const
}

/** From time to time an agent helps a colleague, writes something down, or has an idea. */
export function contribute(floor: Floor, agent: AgentState): void {
  const uniform = floor.chances.marks
  // A visitor to everybody's calendar, taken up by those on the floor, and by the skilled more often.
  if (agent.stage !== 'off' && chance(uniform, 0.3 + 0.7 * agent.traits.skill)) {
    const kind = pick(uniform, [
      ['helped' as const, 6],
      ['knowledge' as const, 2],
      ['training' as const, 1],
      ['idea' as const, 1],
    ])
    tell(floor, { type: 'contribution.recorded', data: { agent: agent.plan.id, kind } })
  }
}
