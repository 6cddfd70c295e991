import { type BraceItem, once, type Part, type WordNode } from '../syntax'

/** The words that `a{b,c}` stands for. */
export const withoutBraces = once((word: WordNode): readonly WordNode[] => {
  const at = word.parts.findIndex(({ type }) => type === 'BraceExpansion')
  if (at < 0) return [word]
  const braces = word.parts[at] as Part<'BraceExpansion'>
  const alternatives = braces.items.flatMap(partsOf)
  return alternatives.flatMap((parts) =>
    withoutBraces({
      type: 'Word',
      parts: [...word.parts.slice(0, at), ...parts, ...word.parts.slice(at + 1)],
    }),
  )
})

const partsOf = (item: BraceItem): WordNode['parts'][] => {
  if (item.type === 'Word') return withoutBraces(item.word).map(({ parts }) => parts)
  return rangeOf(item).map((value) => [{ type: 'Literal', value }])
}

const rangeOf = ({
  start,
  end,
  step,
  startStr,
  endStr,
}: Extract<BraceItem, { type: 'Range' }>): string[] => {
  const letters = typeof start === 'string'
  const [from, to] = letters
    ? [String(start).charCodeAt(0), String(end).charCodeAt(0)]
    : [Number(start), Number(end)]
  const by = Math.max(Math.abs(step ?? 1), 1) * (from <= to ? 1 : -1)
  const padded = [startStr, endStr].some((text) => /^-?0\d/.test(text ?? ''))
  const width = padded ? Math.max(startStr?.length ?? 0, endStr?.length ?? 0) : 0
  const values: string[] = []
  for (let value = from; by > 0 ? value <= to : value >= to; value += by)
    values.push(letters ? String.fromCharCode(value) : padNumber(value, width))
  return values
}

const padNumber = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0')

/** To dash `{a,b}` stands for itself. */
export const withBracesAsText = once((word: WordNode): WordNode => ({
  ...word,
  parts: word.parts.flatMap((part) => (part.type === 'BraceExpansion' ? asText(part) : [part])),
}))

const asText = ({ items }: Part<'BraceExpansion'>): WordNode['parts'] => [
  { type: 'Literal', value: '{' },
  ...items.flatMap((item, index): WordNode['parts'] => [
    ...(index > 0 ? [{ type: 'Literal', value: ',' } as const] : []),
    ...(item.type === 'Word'
      ? withBracesAsText(item.word).parts
      : [
          {
            type: 'Literal',
            value: `${item.startStr ?? item.start}..${item.endStr ?? item.end}`,
          } as const,
        ]),
  ]),
  { type: 'Literal', value: '}' },
]
