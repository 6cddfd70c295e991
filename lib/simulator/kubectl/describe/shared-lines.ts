import { age } from '../../time/human-duration'

/** What kubectl never shows of the annotations. */
const hidden = new Set(['kubectl.kubernetes.io/last-applied-configuration'])
const longestAnnotation = 140

type Pairs = Readonly<Record<string, string>> | undefined

/** `Mon, 23 Nov 2026 08:16:28 +0000` for an ISO time. */
export const longTime = (iso: string | undefined): string =>
  iso ? new Date(iso).toUTCString().replace('GMT', '+0000') : '<unset>'

/** `Labels:` and the like, one `key=value` a line, sorted. */
export function labelLines(title: string, pairs: Pairs): string {
  const entries = sorted(pairs).map(([key, value]) => `${key}=${value}`)
  return several(title, entries)
}

/** `Annotations:`; a long value stands in lines of its own. */
export function annotationLines(pairs: Pairs): string {
  const entries = sorted(pairs)
    .filter(([key]) => !hidden.has(key))
    .map(([key, value]) => {
      const text = value.replace(/\n$/, '')
      const isLong = text.length + key.length + 2 > longestAnnotation || text.includes('\n')
      if (!isLong) return `${key}: ${text}`
      const lines = text.split('\n').map((line) => `\t  ${shortened(line)}`)
      return `${key}:\n${lines.join('\n')}`
    })
  return several('Annotations', entries)
}

/** A title and its values, one a line; `<none>` without any. */
export const several = (title: string, values: readonly string[]): string =>
  `${title}:\t${values.length > 0 ? values.join('\n\t') : '<none>'}\n`

export interface DescribedEvent {
  readonly type: string
  readonly reason: string
  readonly message: string
  readonly count?: number
  readonly firstTimestamp?: string
  readonly lastTimestamp?: string
  readonly source?: { readonly component?: string }
}

/** The events, oldest sighting last seen first, with how often each was seen. */
export function eventLines(events: readonly DescribedEvent[], now: number): string {
  if (events.length === 0) return 'Events:\t<none>\n'
  const rows = events
    .toSorted((a, b) => (a.lastTimestamp ?? '').localeCompare(b.lastTimestamp ?? ''))
    .map(({ type, reason, message, source, count = 1, firstTimestamp, lastTimestamp }) => {
      const seen =
        count > 1
          ? `${age(lastTimestamp, now)} (x${count} over ${age(firstTimestamp, now)})`
          : age(firstTimestamp ?? lastTimestamp, now)
      return `  ${type}\t${reason}\t${seen}\t${source?.component ?? ''}\t${message.trim()}\n`
    })
  return `Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------\n${rows.join('')}`
}

const sorted = (pairs: Pairs): [string, string][] =>
  Object.entries(pairs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))

const shortened = (text: string): string =>
  text.length > longestAnnotation - 2 ? `${text.slice(0, longestAnnotation - 2)}...` : text
