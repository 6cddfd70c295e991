/** One hunk: where it begins in the old file, and its lines with their marks. */
export interface Hunk {
  readonly oldStart: number
  readonly newStart: number
  readonly lines: readonly HunkLine[]
}

export interface HunkLine {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
  /** `\ No newline at end of file` stands behind it. */
  readonly unended?: true
}

/** A file as a header names it. */
export interface Side {
  readonly name: string
  /** `/dev/null`, or of the epoch: there is no such file. */
  readonly isMissing: boolean
}

export interface FilePatch {
  readonly oldSide: Side
  readonly newSide: Side
  readonly hunks: readonly Hunk[]
}

const sideIn = (line: string): Side => {
  const [name = '', time = ''] = line.slice(4).split('\t')
  const isMissing = name.trimEnd() === '/dev/null' || time.startsWith('1970-01-01 00:00:00')
  return { name: name.trimEnd(), isMissing }
}
const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/** The patches of a text, each of one file; what stands around them is passed over. */
export function readUnifiedDiff(text: string): FilePatch[] {
  const lines = text.split('\n')
  const patches: FilePatch[] = []
  for (let at = 0; at < lines.length; at++) {
    const [one = '', two = ''] = lines.slice(at, at + 2)
    if (!one.startsWith('--- ') || !two.startsWith('+++ ')) continue
    at += 2
    const hunks: Hunk[] = []
    while (header.test(lines[at] ?? '')) {
      const { hunk, after } = readHunk(lines, at)
      hunks.push(hunk)
      at = after
    }
    at--
    patches.push({ oldSide: sideIn(one), newSide: sideIn(two), hunks })
  }
  return patches
}

function readHunk(lines: readonly string[], from: number): { hunk: Hunk; after: number } {
  const [, oldStart = '0', oldCount = '1', newStart = '0', newCount = '1'] =
    header.exec(lines[from] ?? '') ?? []
  let [old, fresh] = [Number(oldCount), Number(newCount)]
  const found: HunkLine[] = []
  let at = from + 1
  for (; at < lines.length && (old > 0 || fresh > 0); at++) {
    const line = lines[at] ?? ''
    const mark = line === '' ? ' ' : line[0]
    if (mark !== ' ' && mark !== '-' && mark !== '+') break
    found.push({ mark, text: line.slice(1) })
    if (mark !== '+') old--
    if (mark !== '-') fresh--
    if (!lines[at + 1]?.startsWith('\\ ')) continue
    found.push({ ...(found.pop() as HunkLine), unended: true })
    at++
  }
  return {
    hunk: { oldStart: Number(oldStart), newStart: Number(newStart), lines: found },
    after: at,
  }
}

/** The way back. */
export const reversed = (hunk: Hunk): Hunk => {
  const turned = hunk.lines.map((line): HunkLine => ({
    ...line,
    mark: ({ '-': '+', '+': '-', ' ': ' ' } as const)[line.mark],
  }))
  // What goes stands before what comes.
  const lines: HunkLine[] = []
  let added: HunkLine[] = []
  for (const line of turned) {
    if (line.mark === '+') added.push(line)
    else if (line.mark === '-') lines.push(line)
    else {
      lines.push(...added, line)
      added = []
    }
  }
  return { oldStart: hunk.newStart, newStart: hunk.oldStart, lines: [...lines, ...added] }
}
