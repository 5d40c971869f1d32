/** A check that is one program with one verdict. */
export interface Check {
  readonly name: string
  readonly program: string
  readonly words: readonly string[]
  /** What a person does about a failure. */
  readonly remedy: string
}

export const staticChecks: readonly Check[] = [
  {
    name: 'types',
    program: 'tsc',
    words: ['--noEmit', '--pretty', 'false'],
    remedy: 'npm run typecheck',
  },
  {
    name: 'lint',
    program: 'oxlint',
    words: ['--type-aware', '--deny-warnings'],
    remedy: 'npm run lint',
  },
  {
    name: 'format',
    program: 'oxfmt',
    words: ['--check', '.'],
    remedy: 'npm run format writes it',
  },
  { name: 'unused code', program: 'knip', words: ['--no-progress'], remedy: 'npx knip' },
]

/** Browser tests open the built page and the start is tested compiled: the build comes before them. */
export const buildCheck: Check = {
  name: 'build',
  program: 'npm',
  words: ['run', '--silent', 'build'],
  remedy: 'npm run build',
}
