/** Lets through so many at once and then so many a second. */
export interface TokenBucket {
  /** @returns false when there was too much. */
  take(): boolean
}

export function createTokenBucket(
  burst: number,
  perSecond: number,
  now: () => number,
): TokenBucket {
  let tokens = burst
  let last = now()
  return {
    take() {
      const at = now()
      tokens = Math.min(burst, tokens + ((at - last) / 1000) * perSecond)
      last = at
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
