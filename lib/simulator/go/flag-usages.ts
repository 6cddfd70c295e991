/** A flag as a program's help shows it: `-f, --filter filter`, and what it is for. */
export interface FlagUsage {
  readonly form: string
  readonly purpose: string
}

/** Narrower than that pflag wraps nothing beside a form: it begins the purpose on a line of its own. */
const leastWidth = 24
/** By so much a line may be longer when nothing is left over then. */
const slop = 5

/** Flags as pflag's FlagUsagesWrapped lays them out, `columns` wide; 0: purposes are not wrapped. */
export function flagUsages(flags: readonly FlagUsage[], columns = 0): string {
  const lines = flags.map(({ form, purpose }) => ({ form: `  ${form}`, purpose }))
  const width = Math.max(...lines.map(({ form }) => form.length)) + 3
  return lines
    .map(({ form, purpose }) => `${form.padEnd(width)}${wrapped(purpose, width, columns)}\n`)
    .join('')
}

function wrapped(text: string, indent: number, columns: number): string {
  if (columns === 0) return text.replaceAll('\n', `\n${' '.repeat(indent)}`)
  const isBeside = columns - indent >= leastWidth
  const left = isBeside ? indent : 16
  const margin = `\n${' '.repeat(left)}`
  const lines: string[] = []
  let rest: string | undefined = text
  while (rest !== undefined) {
    const [line, after]: [string, string?] = firstLine(rest, columns - left - slop)
    lines.push(line.replaceAll('\n', margin))
    rest = after
  }
  return (isBeside ? '' : margin) + lines.join(margin)
}

/** What fits, broken at a blank or where the text itself breaks; and the rest of it. */
function firstLine(text: string, width: number): [string, string?] {
  if (width + slop > text.length) return [text]
  const head = text.slice(0, width)
  const blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'))
  if (blank <= 0) return [text]
  const newline = head.lastIndexOf('\n')
  const at = newline > 0 ? newline : blank
  return at + 1 < text.length ? [text.slice(0, at), text.slice(at + 1)] : [text.slice(0, at)]
}
