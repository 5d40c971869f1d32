import { spawn } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

/** Root of the checkout. */
export const home = resolve(import.meta.dirname, '..', '..')

export interface CommandResult {
  /** True when the command ended by itself with code 0. */
  readonly ok: boolean
  /** Everything it said, when it was run quietly. */
  readonly output: string
}

export interface CommandOptions {
  /** Collect the output instead of passing it on. */
  readonly quiet?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** Seconds after which the command is ended and counts as failed. */
  readonly limit?: number
}

/** Runs a program of this project or of the system, in the root of the checkout. Never throws. */
export function runCommand(
  program: string,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const path = [join(home, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
  const child = spawn(program, words, {
    cwd: home,
    env: { ...process.env, ...options.env, PATH: path },
    stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
  })
  const said: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  return new Promise((done) => {
    const limit =
      options.limit === undefined
        ? undefined
        : setTimeout(() => {
            said.push(`ended after ${options.limit} s\n`)
            child.kill('SIGKILL')
          }, options.limit * 1000)
    const end = (ok: boolean) => {
      clearTimeout(limit)
      done({ ok, output: said.join('') })
    }
    child.on('error', (error) => {
      said.push(`${error.message}\n`)
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}
