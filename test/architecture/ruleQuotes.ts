import { visitSyntax } from './sourceFile.ts'
import type { SourceFile } from './sourceFile.ts'

/** The rules of a specification: lines like `- T1 …` and table rows like `| M1 | …`. */
export function rulesOf(specification: string): readonly string[] {
  const rows = specification.matchAll(/^(?:- |\| ?)\**([A-Z]\d+)\b/gm)
  return [...new Set([...rows].map(([, rule = '']) => rule))]
}

/** Rules quoted as `[T1]` or `[T1, T2]` in the words of a test; a comment proves nothing. */
function quotesOf(file: SourceFile): readonly string[] {
  const quoted: string[] = []
  visitSyntax(file, (node) => {
    const words =
      node.type === 'TemplateElement' ? JSON.stringify(node['value']) : String(node['value'])
    if (node.type !== 'Literal' && node.type !== 'TemplateElement') return
    for (const [group] of words.matchAll(/\[[A-Z]\d+(?:, ?[A-Z]\d+)*\]/g))
      quoted.push(...(group.match(/[A-Z]\d+/g) ?? []))
  })
  return quoted
}

export function unquotedRules(
  specification: string,
  tests: readonly SourceFile[],
): readonly string[] {
  const quoted = new Set(tests.flatMap(quotesOf))
  return rulesOf(specification).filter((rule) => !quoted.has(rule))
}
