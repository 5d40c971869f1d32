import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, posix, resolve, sep } from 'node:path'
import { parseSync } from 'vite'

/** A file of the project, its path from the root with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

export interface ImportLine {
  /** What stands between the quotes. */
  readonly from: string
  /** Where a relative import leads, from the root; `undefined` for a package. */
  readonly leadsTo: string | undefined
  /** `import * as x`. */
  readonly namespace: boolean
}

const home = resolve(import.meta.dirname, '..', '..')

/** Every file with one of these endings under a folder of the project. */
export function filesUnder(folder: string, endings: readonly string[]): readonly SourceFile[] {
  if (!existsSync(join(home, folder))) return []
  return readdirSync(join(home, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({
      path: path
        .slice(home.length + 1)
        .split(sep)
        .join('/'),
      text: readFileSync(path, 'utf8'),
    }))
}

const parse = (file: SourceFile) => {
  const parsed = parseSync(file.path, file.text)
  const [fault] = parsed.errors
  if (fault) throw new Error(`${file.path} cannot be read: ${fault.message}`)
  return parsed
}

/** Everything a file imports, re-exports or loads while running. */
export function importsOf(file: SourceFile): readonly ImportLine[] {
  const { module } = parse(file)
  const line = (from: string, namespace: boolean): ImportLine => ({
    from,
    namespace,
    leadsTo: from.startsWith('.') ? posix.join(posix.dirname(file.path), from) : undefined,
  })
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) =>
      line(
        moduleRequest.value,
        entries.some((entry) => entry.importName.kind === 'NamespaceObject'),
      ),
    ),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.moduleRequest ? [line(entry.moduleRequest.value, false)] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      line(file.text.slice(moduleRequest.start + 1, moduleRequest.end - 1), false),
    ),
  ]
}

/** One node of the syntax tree; the fields depend on its type. */
export type SyntaxNode = Readonly<Record<string, unknown>> & { readonly type: string }

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Visits every node of a file's syntax tree, with the field of its parent that holds it. */
export function visitSyntax(
  file: SourceFile,
  visit: (node: SyntaxNode, field: string, parent: SyntaxNode | undefined) => void,
): void {
  const walk = (node: SyntaxNode, field: string, parent: SyntaxNode | undefined): void => {
    visit(node, field, parent)
    for (const [name, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) walk(child, name, node)
      }
    }
  }
  const program: unknown = parse(file).program
  if (isNode(program)) walk(program, 'program', undefined)
}
