import type { SourceFile } from './sourceFile.ts'

/** Above this a file is split. Tests may be longer: a table of cases is easier to read in one piece. */
const mostLinesOf = (path: string): number => (path.startsWith('test/') ? 300 : 250)

export function tooLong(file: SourceFile): readonly string[] {
  const lines = file.text.trimEnd().split('\n').length
  const mostLines = mostLinesOf(file.path)
  return lines > mostLines ? [`${file.path} has ${lines} lines, more than ${mostLines}`] : []
}

const saysNothing = /^types$|(^|[a-z0-9-])(utils?|helpers?|managers?|services?)$/i

/** Names that say nothing about what is inside. */
export function emptyNames(file: SourceFile): readonly string[] {
  return file.path
    .split('/')
    .map((part) => part.replace(/\..*$/, ''))
    .filter((part) => saysNothing.test(part))
    .map((part) => `${file.path} is named "${part}"`)
}
