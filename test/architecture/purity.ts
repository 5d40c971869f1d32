import { importsOf, visitSyntax } from './sourceFile.ts'
import type { SourceFile, SyntaxNode } from './sourceFile.ts'

const impureNames = new Set([
  'process',
  'performance',
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
])

const impureCalls = new Set(['Date.now', 'Math.random'])

const nameOf = (node: unknown): string =>
  typeof node === 'object' && node !== null && 'name' in node ? String(node.name) : ''

/** A name that stands for a value, not for the field of something. */
const isReference = (node: SyntaxNode, field: string, parent: SyntaxNode | undefined): boolean =>
  node.type === 'Identifier' &&
  !((field === 'property' || field === 'key') && parent?.['computed'] !== true)

const readsClock = (node: SyntaxNode): boolean =>
  (node.type === 'NewExpression' || node.type === 'CallExpression') &&
  nameOf(node['callee']) === 'Date' &&
  Array.isArray(node['arguments']) &&
  (node.type === 'CallExpression' || node['arguments'].length === 0)

/** Packages, clock, chance, timers, process and console in a room that has to do without them. */
export function impurities(file: SourceFile): readonly string[] {
  const found = importsOf(file)
    .filter(({ leadsTo }) => leadsTo === undefined)
    .map(({ from }) => `${file.path} imports the package ${from}`)
  visitSyntax(file, (node, field, parent) => {
    const member = `${nameOf(node['object'])}.${nameOf(node['property'])}`
    if (isReference(node, field, parent) && impureNames.has(nameOf(node)))
      found.push(`${file.path} uses ${nameOf(node)}`)
    if (node.type === 'MemberExpression' && impureCalls.has(member))
      found.push(`${file.path} uses ${member}`)
    if (readsClock(node)) found.push(`${file.path} reads the clock through Date`)
  })
  return found
}
