/** What belongs to one connection, or is written behind the others. */
const apart = /^(connection|keep-alive|transfer-encoding|content-length|date)$/

/** Go sends answers that are longer in pieces, without saying how long they are. */
const longestCounted = 2048

/**
 * The headers of an answer as a server of Go's sends them: sorted, and behind them when, and how long it is. What Node's
 * servers say of their connections is left out. HTTP/2 has small letters.
 */
export function asGoWritesThem(
  raw: readonly string[],
  body: string,
  isSecond: boolean,
): [string, string][] {
  const pairs = raw.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name.toLowerCase(), raw[i + 1] ?? '']] : [],
  )
  const find = (wanted: string): string | undefined => pairs.find(([name]) => name === wanted)?.[1]
  const bytes = Buffer.byteLength(body)
  const length = find('content-length') ?? (bytes < longestCounted ? String(bytes) : undefined)
  const date: [string, string][] = [['date', find('date') ?? '']]
  const counted: [string, string][] = length === undefined ? [] : [['content-length', length]]
  const rest = pairs.filter(([name]) => !apart.test(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  const ordered = [...rest, ...(isSecond ? [...counted, ...date] : [...date, ...counted])]
  return isSecond ? ordered : ordered.map(([name, value]) => [canonical(name), value])
}

/** `content-type` as `Content-Type`. */
const canonical = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
