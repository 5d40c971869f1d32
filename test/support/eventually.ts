/** For `expect.poll`: a limit for a machine with other load, never a wait. */
export const eventually = { timeout: 15_000, interval: 100 } as const
