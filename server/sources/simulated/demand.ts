import { type EpochMs, HOUR, MINUTE } from '../../../shared/time.ts'
import type { Floor, QueueState } from './floor.ts'
import type { FloorPlan, Surge } from './floorPlan.ts'
import { hourReader } from './localTime.ts'
import { between } from './uniform.ts'

/** How busy the floor is: a function of time, constant within each minute. */
export function profileOf(plan: FloorPlan, from: EpochMs): (at: number) => number {
  switch (plan.profile) {
    case 'constant':
      return () => 1
    case 'alwaysBusy':
      return (at) => 1 + plan.wave.swing * Math.sin((2 * Math.PI * (at - from)) / plan.wave.period)
    case 'day':
      return byTheHour(plan)
    default:
      return plan.profile satisfies never
  }
}

function byTheHour(plan: FloorPlan): (at: number) => number {
  const hourAt = hourReader(plan.calendar)
  return (at) => plan.hours[hourAt(at)] ?? 0
}

/**
 * When the next caller comes: a Poisson process with the rate of each minute. One exponential number is
 * spent along the rates, which is exact; Infinity where nobody ever comes.
 */
export function nextArrival(
  floor: Floor,
  queue: QueueState,
  profile: (at: number) => number,
): number {
  const perMs = queue.plan.contactsPerHour / HOUR
  if (perMs <= 0) return Number.POSITIVE_INFINITY
  let toSpend = -Math.log1p(-queue.arrivals())
  let at = floor.now
  if (floor.plan.profile === 'constant') return at + Math.round(toSpend / perMs)
  for (let minute = 0; minute < 14 * 24 * 60; minute++) {
    const minuteEnd = floor.from + (Math.floor((at - floor.from) / MINUTE) + 1) * MINUTE
    const rate = perMs * profile(at)
    const inThisMinute = rate * (minuteEnd - at)
    if (toSpend < inThisMinute) return Math.round(at + toSpend / rate)
    toSpend -= inThisMinute
    at = minuteEnd
  }
  return Number.POSITIVE_INFINITY
}

/** Writes down one incident, counted from 0. */
export function planSurge(floor: Floor, turn: number): void {
  const { incidents } = floor.plan
  if (incidents === null || incidents.surges.length === 0) return
  const { firstAfter, every, giveOrTake } = incidents
  const off = Math.round(between(floor.chances.incidents, -1, 1) * giveOrTake)
  const at = Math.max(floor.now, floor.from + firstAfter + turn * every + off)
  floor.agenda.put(at, { type: 'surgeStarts', turn })
}

export function startSurge(floor: Floor, turn: number): void {
  planSurge(floor, turn + 1)
  const surges = floor.plan.incidents?.surges ?? []
  const surge = surges[turn % surges.length]
  if (surge !== undefined) planSurgeCaller(floor, surge, floor.now + surge.lasting)
}

export function planSurgeCaller(floor: Floor, surge: Surge, until: number): void {
  const at = floor.now + Math.round(-Math.log1p(-floor.chances.incidents()) * surge.between)
  if (at < until) floor.agenda.put(at, { type: 'surgeArrival', surge, until })
}
