import { unknownVerbsTold } from '../sources/asterisk/queueLog.ts'
import type { RecordingFaults } from './reportRecording.ts'

/**
 * What an operator should know about a recording, a line each; empty when it is clean. It goes to
 * standard error, so that standard output carries the result alone.
 */
export function describeFaults(file: string, faults: RecordingFaults): readonly string[] {
  const { counts, badLines, orphans, skewed, advice } = faults
  const said: string[] = []
  if (counts.bad > 0) {
    said.push(
      `${counts.bad} of ${counts.lines} lines of ${file} could not be read and are in no figure:`,
    )
    for (const { offset, reason } of badLines) said.push(`  ${reason} (byte ${offset})`)
    const more = counts.bad - badLines.length
    if (more > 0) said.push(`  … and ${more} more`)
  }
  if (counts.events === 0) {
    said.push(
      `Nothing in ${file} is an event of an Asterisk queue_log; is this the right file and --format?`,
    )
  }
  const unknown = unknownVerbsTold(counts)
  if (unknown !== null) said.push(unknown)
  if (orphans > 0) {
    said.push(
      `${orphans} calls end without having entered; they began before the file does, and are in no figure.`,
    )
  }
  if (skewed > 0) said.push(`${skewed} calls run backwards in time; such lengths count as 0.`)
  return [...said, ...advice]
}
