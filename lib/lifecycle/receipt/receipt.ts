import { type RunId } from '../run-id'

/** One thing that is otherwise than it was; `absent` where there is, or was, none. */
export interface Difference {
  readonly class: string
  readonly item: string
  readonly was: string
  readonly is: string
}

/** What came of looking at a machine before the first change and after the last undo. */
export interface Receipt {
  /** How many items of how many classes were compared; undefined when nothing could be, and `why`. */
  readonly compared: { readonly items: number; readonly classes: number } | undefined
  readonly why?: string
  /** By class and item. Those whose class begins with ~ are looked at, but may differ. */
  readonly differences: readonly Difference[]
}

/**
 * Reads the lines of `receipt.sh`, as they come. A run that takes its cluster down tells the cluster's receipt before its
 * own: what differs in either differs.
 */
export class ReceiptReader {
  readonly #differences = new Map<string, { -readonly [K in keyof Difference]: Difference[K] }>()
  #summary: readonly [string, string] | undefined
  /** The runs whose receipts were heard. */
  readonly runs: RunId[] = []

  /** Answers whether the line was one of a receipt. */
  take(line: string): boolean {
    const [word = '', ...fields] = line.split('\t')
    if (word === 'receipt') this.#summarise(fields)
    else if (word === 'was' || word === 'is') this.#note(word, fields)
    else return false
    return true
  }

  /** Undefined when no receipt was told. */
  get receipt(): Receipt | undefined {
    if (!this.#summary) return undefined
    const [items, classes] = this.#summary
    const differences = [...this.#differences.values()].sort((a, b) =>
      keyOf(a.class, a.item) < keyOf(b.class, b.item) ? -1 : 1,
    )
    return items === 'none'
      ? { compared: undefined, why: classes, differences }
      : { compared: { items: Number(items), classes: Number(classes) }, differences }
  }

  #summarise([run = '', items = '', classes = '']: readonly string[]): void {
    this.runs.push(run)
    this.#summary = [items, classes]
  }

  #note(word: 'was' | 'is', [name = '', item = '', ...value]: readonly string[]): void {
    const key = keyOf(name, item)
    const known = this.#differences.get(key) ?? { class: name, item, was: absent, is: absent }
    known[word] = value.join(' ')
    this.#differences.set(key, known)
  }
}

export const absent = 'absent'

const keyOf = (name: string, item: string): string => `${name.replace(/^~/, '')}\t${item}`
