const unitSeconds: Readonly<Record<string, number>> = {
  us: 1e-6, ms: 1e-3, s: 1, sec: 1, second: 1, seconds: 1, m: 60, min: 60, minute: 60, minutes: 60,
  h: 3600, hr: 3600, hour: 3600, hours: 3600, d: 86_400, day: 86_400, days: 86_400,
} // prettier-ignore

/**
 * A time as `--since` takes it (`@secs.frac`, `-5min`, `2 min ago`, `YYYY-MM-DD HH:MM:SS`, `today`, `now`), in
 * microseconds since the epoch; the machine's zone is UTC. undefined when systemd would not understand it.
 */
export function parseJournalTime(text: string, nowMs: number): number | undefined {
  const epoch = /^@(\d+(?:\.\d+)?)$/.exec(text)
  if (epoch) return Math.round(Number(epoch[1]) * 1e6)
  const ago = /^(-)?(.+?)( ago)?$/.exec(text)
  const span = ago && (ago[1] ?? ago[3]) ? spanSeconds(ago[2] ?? '') : undefined
  if (span !== undefined) return nowMs * 1000 - span * 1e6
  return namedTime(text, nowMs) ?? calendarTime(text, nowMs)
}

function spanSeconds(text: string): number | undefined {
  if (!/^(\s*\d+(\.\d+)?\s*[a-z]*)+$/.test(text)) return undefined
  let total = 0
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)) {
    const seconds = unitSeconds[unit || 's']
    if (seconds === undefined) return undefined
    total += Number(count) * seconds
  }
  return total
}

function namedTime(text: string, nowMs: number): number | undefined {
  const midnight = Math.floor(nowMs / 86_400_000) * 86_400_000
  if (text === 'now') return nowMs * 1000
  if (text === 'today') return midnight * 1000
  if (text === 'yesterday') return (midnight - 86_400_000) * 1000
  return undefined
}

function calendarTime(text: string, nowMs: number): number | undefined {
  const today = new Date(nowMs).toISOString().slice(0, 10)
  const full = /^\d{2}:\d{2}(:\d{2})?/.test(text) ? `${today} ${text}` : text
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)?(?: UTC)?$/.exec(full)
  if (!match) return undefined
  const ms = Date.parse(`${match[1]}T${match[2] ?? '00:00'}Z`)
  return Number.isNaN(ms) ? undefined : ms * 1000 + Math.round(Number(match[3] ?? 0) * 1e6)
}
