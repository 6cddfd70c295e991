import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { type Document, type Scalar } from 'yaml'
import { type FieldPath, type Mistake } from './mistakes'

/** A YAML text that remembers where each of its values stands. */
export class YamlSource {
  readonly #lines = new LineCounter()
  readonly #document: Document
  readonly #written = new Map<Scalar, string>()

  constructor(text: string) {
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      merge: true,
      prettyErrors: false,
    })
  }

  /** What keeps the text from being YAML at all. */
  get syntaxMistakes(): Mistake[] {
    return this.#document.errors.map((error) => ({
      line: this.#lines.linePos(error.pos[0]).line,
      path: [],
      what: `is not YAML: ${error.message}`,
    }))
  }

  get value(): unknown {
    return this.#document.toJS() as unknown
  }

  /** Rewrites every text value; what it was is remembered. */
  replaceTexts(replace: (text: string, path: FieldPath, line: number) => string): void {
    visit(this.#document, {
      Scalar: (key, node, ancestors) => {
        if (key === 'key' || typeof node.value !== 'string') return
        const replaced = replace(node.value, pathOf(ancestors, node), this.#lineOf(node))
        if (replaced === node.value) return
        this.#written.set(node, node.value)
        node.value = replaced
      },
    })
  }

  /** Writes a value of another type where a text stood: `"2222"` becomes 2222. */
  retype(path: FieldPath, value: unknown): void {
    const node = this.#document.getIn(path, true)
    if (isScalar(node)) node.value = value
  }

  /** A value as the file's author wrote it; undefined where there is none. */
  written(path: FieldPath): unknown {
    const node = path.length > 0 ? this.#document.getIn(path, true) : this.#document.contents
    if (isScalar(node)) return this.#written.get(node) ?? node.value
    return isMap(node) ? {} : isSeq(node) ? [] : undefined
  }

  /** The text that now stands where another was written; undefined where nothing was replaced. */
  replaced(path: FieldPath): string | undefined {
    const node = this.#document.getIn(path, true)
    return isScalar(node) && this.#written.has(node) ? String(node.value) : undefined
  }

  /** Without quotes: YAML itself decides whether it is a text, a number or a truth value. */
  isPlain(path: FieldPath): boolean {
    const node = this.#document.getIn(path, true)
    return isScalar(node) && node.type === 'PLAIN'
  }

  /** The line of a value, or of what it is missing from. */
  lineOf(path: FieldPath): number {
    const key = path.at(-1)
    const parent =
      path.length > 1 ? this.#document.getIn(path.slice(0, -1), true) : this.#document.contents
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (isScalar(pair?.key)) return this.#lineOf(pair.key)
    }
    const node = path.length > 0 ? this.#document.getIn(path, true) : this.#document.contents
    if (hasRange(node)) return this.#lineOf(node)
    return path.length > 1 ? this.lineOf(path.slice(0, -1)) : 1
  }

  #lineOf(node: { range?: readonly number[] | null | undefined }): number {
    return this.#lines.linePos(node.range?.[0] ?? 0).line
  }
}

const hasRange = (node: unknown): node is { range: readonly number[] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)

function pathOf(ancestors: readonly unknown[], node: unknown): FieldPath {
  const chain = [...ancestors, node]
  return chain.flatMap((link, i): PropertyKey[] => {
    const parent = chain[i - 1]
    if (isPair(link)) return [String(isScalar(link.key) ? link.key.value : link.key)]
    return isSeq(parent) ? [parent.items.indexOf(link)] : []
  })
}
