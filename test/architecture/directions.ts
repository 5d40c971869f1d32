import { importsOf } from './sourceFile.ts'
import type { SourceFile } from './sourceFile.ts'

/** Rooms that talk to the world. They meet in main.ts and through ports, not each other. */
const adapters = ['sources', 'store', 'push', 'http', 'access', 'config'].map(
  (room) => `server/${room}`,
)

/** Contracts that an adapter publishes for the others, and the one decoder that every way in shares. */
const ports = [
  'server/sources/source.ts',
  'server/sources/door.ts',
  'server/sources/eventSchema.ts',
  'server/sources/deadLetter.ts',
  'server/store/siteStore.ts',
  'server/store/ledger.ts',
  'server/access/access.ts',
  'server/access/accessRecords.ts',
  'server/access/identity.ts',
  'server/access/permissions.ts',
]

/** The room a path belongs to: `shared`, `client`, `server/core`, an adapter, or `server` for the builders. */
export function roomOf(path: string): string {
  const [first = '', second = '', third] = path.split('/')
  if (first !== 'server') return first
  const room = `server/${second}`
  return third !== undefined && (room === 'server/core' || adapters.includes(room))
    ? room
    : 'server'
}

function mayImport(from: string, path: string): boolean {
  const to = roomOf(path)
  if (to === from || to === 'shared') return true
  if (from === 'server') return to.startsWith('server')
  if (adapters.includes(from)) return to === 'server/core' || ports.includes(path)
  return false
}

/** Imports against `client → shared ← server/core ← adapters ← main.ts, cli.ts`. */
export function wrongDirections(file: SourceFile): readonly string[] {
  return importsOf(file).flatMap(({ leadsTo }) =>
    leadsTo !== undefined && !mayImport(roomOf(file.path), leadsTo)
      ? [`${file.path} imports ${leadsTo}`]
      : [],
  )
}

/** `import * as d3` brings 282 kB to a screen instead of 37. */
export function wholeOfD3(file: SourceFile): readonly string[] {
  return importsOf(file).flatMap(({ from, namespace }) =>
    namespace && (from === 'd3' || from.startsWith('d3-'))
      ? [`${file.path} imports the whole of ${from}`]
      : [],
  )
}
