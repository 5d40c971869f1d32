/** A queue with Poisson arrivals and exponential handle times, as the textbooks have it. Seconds. */
export interface ErlangCase {
  /** Arrival rate × handle time. */
  readonly erlangs: number
  readonly agents: number
  readonly handleSeconds: number
}

/** Erlang B by its recursion, which no number of agents can overflow. */
function blocking(erlangs: number, agents: number): number {
  let value = 1
  for (let n = 1; n <= agents; n++) value = (erlangs * value) / (n + erlangs * value)
  return value
}

/** Nobody hangs up (M/M/n). Needs more agents than erlangs. */
export function erlangC({ erlangs, agents, handleSeconds }: ErlangCase, withinSeconds: number) {
  const blocked = blocking(erlangs, agents)
  const pWait = (agents * blocked) / (agents - erlangs * (1 - blocked))
  const drain = (agents - erlangs) / handleSeconds
  return {
    pWait,
    asa: pWait / drain,
    serviceLevel: 1 - pWait * Math.exp(-drain * withinSeconds),
    occupancy: erlangs / agents,
  }
}

/** Callers hang up after an exponential patience (M/M/n+M): the stationary chain, summed up. */
export function erlangA({ erlangs, agents, handleSeconds }: ErlangCase, patienceSeconds: number) {
  const arrivals = erlangs / handleSeconds
  const weights = [1]
  let total = 1
  for (let n = 1; n < 20_000; n++) {
    const leaving = Math.min(n, agents) / handleSeconds + Math.max(0, n - agents) / patienceSeconds
    const weight = ((weights[n - 1] ?? 0) * arrivals) / leaving
    weights.push(weight)
    total += weight
    if (n > agents && weight < total * 1e-15) break
  }
  let waiting = 0
  let pWait = 0
  for (const [n, weight] of weights.entries()) {
    if (n < agents) continue
    pWait += weight / total
    waiting += ((n - agents) * weight) / total
  }
  return {
    pWait,
    pAbandon: waiting / patienceSeconds / arrivals,
    meanWait: waiting / arrivals,
    meanQueue: waiting,
  }
}
