import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { report } from '../../../server/cli/report.ts'
import type { ReportDefinitions } from '../../../server/cli/reportDefinitions.ts'
import type { Figures } from '../../../server/cli/reportRecording.ts'

export interface Reported {
  readonly code: number
  readonly out: string
  readonly err: string
  /** The parsed result of `--json`. */
  readonly json: () => Figures & { readonly definitions: ReportDefinitions }
}

/** What `starboard report` prints, with where it prints it. */
export async function reported(
  file: string,
  options: Parameters<typeof report>[1] = { json: true, timezone: 'UTC' },
): Promise<Reported> {
  const said = { out: '', err: '' }
  const code = await report(file, options, {
    out: (text) => void (said.out += `${text}\n`),
    err: (text) => void (said.err += `${text}\n`),
    progress: () => {},
  })
  return { code, ...said, json: () => JSON.parse(said.out) as ReturnType<Reported['json']> }
}

/** A file that goes away with the test. */
export function fileOf(content: string | Buffer, name = 'queue_log'): string {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
