import { LineCounter, isMap, isScalar, parseDocument, visit, type Document } from 'yaml'

/** What is wrong in a site file, where, and in the file's own words. Lines and columns from 1. */
export interface SiteFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

export type SitePath = readonly (string | number)[]

/** A site file as text values in sections and lists, and the way back to its lines. */
export interface SiteYaml {
  /** Maps, lists and texts only: `0600` stays `0600`. */
  readonly raw: unknown
  /** Where the value at this path begins, or the nearest section around it that exists. */
  placeOf(path: SitePath): { readonly line: number; readonly column: number }
  /** Where a key of the section at this path stands. */
  placeOfKey(path: SitePath, key: string): { readonly line: number; readonly column: number }
}

const LARGEST = 256 * 1024
const MOST_LINES = 10_000
const DEEPEST = 64
const MOST_FAULTS = 50

/** Reads YAML with nothing but maps, lists and text in it; what else YAML can do is a fault. */
export function readSiteYaml(bytes: Buffer): SiteYaml | { readonly faults: readonly SiteFault[] } {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const hostile = hostileIn(text)
  if (hostile) return { faults: [hostile] }
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'failsafe',
    stringKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  })
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const faults = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    ...at(pos[0]),
    message,
  }))
  for (const [offset, message] of unwelcome(document)) faults.push({ ...at(offset), message })
  if (faults.length > 0) return { faults: distinct(faults).slice(0, MOST_FAULTS) }
  dropEmpty(document)
  return {
    raw: document.toJS() as unknown,
    placeOf: (path) => at(offsetOf(document, path)),
    placeOfKey: (path, key) => at(keyOffset(document, path, key) ?? offsetOf(document, path)),
  }
}

/** What would hold the parser up or was never a text. */
function hostileIn(text: string): SiteFault | null {
  if (text.length > LARGEST) {
    return { line: 1, column: 1, message: `the file is larger than ${LARGEST / 1024} KB` }
  }
  const lines = text.split('\n')
  if (lines.length > MOST_LINES) {
    return { line: MOST_LINES, column: 1, message: `the file has more than ${MOST_LINES} lines` }
  }
  let depth = 0
  for (const [place, line] of lines.entries()) {
    const binary = /[^\P{Cc}\t\r]|\uFFFD/u.exec(line)
    if (binary) {
      const message = 'a control character or a byte that is not UTF-8; save the file as UTF-8 text'
      return { line: place + 1, column: binary.index + 1, message }
    }
    depth += line.split(/[[{]/).length - line.split(/[\]}]/).length
    const lead = /^[\s?-]*/.exec(line)?.[0].length ?? 0
    if (depth > DEEPEST || lead > 4 * DEEPEST) {
      return { line: place + 1, column: 1, message: 'nested deeper than any site file' }
    }
  }
  return null
}

/** Parts of YAML that a site file has no use for. */
function unwelcome(document: Document): readonly (readonly [offset: number, message: string])[] {
  const found: (readonly [number, string])[] = []
  visit(document, {
    Alias: (_key, node) => {
      found.push([node.range?.[0] ?? 0, 'aliases (*name) are not taken; write the value out'])
    },
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) {
        found.push([node.range?.[0] ?? 0, 'anchors (&name) are not taken; write the value out'])
      }
      if (node.tag?.startsWith('tag:yaml.org,2002:') === false || node.tag?.endsWith(':binary')) {
        found.push([node.range?.[0] ?? 0, 'tags (!name) are not taken'])
      }
    },
    Pair: (_key, { key }) => {
      const name = isScalar(key) ? String(key.value) : ''
      if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
        const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0
        found.push([offset, `\`${name}\` is refused everywhere`])
      }
    },
  })
  return found
}

/** `queues:` with every line under it commented out is as good as no such line. */
function dropEmpty(document: Document): void {
  visit(document, {
    Pair: (_key, { value }) =>
      isScalar(value) && value.source === '' && value.type === 'PLAIN' ? visit.REMOVE : undefined,
  })
}

/** An unclosed bracket is reported once for each bracket around it. */
function distinct(faults: readonly SiteFault[]): readonly SiteFault[] {
  const byText = new Map(
    faults.map((fault) => [`${fault.line}:${fault.column}:${fault.message}`, fault]),
  )
  return [...byText.values()]
}

function offsetOf(document: Document, path: SitePath): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    const range = isNode(node) ? node.range : null
    if (range) return range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function keyOffset(document: Document, path: SitePath, key: string): number | null {
  const section: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  if (!isMap(section)) return null
  const pair = section.items.find(({ key: own }) => isScalar(own) && own.value === key)
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null
}

const isNode = (value: unknown): value is { readonly range: readonly [number, number, number] } =>
  typeof value === 'object' && value !== null && 'range' in value && Array.isArray(value.range)
