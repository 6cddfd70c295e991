import type { JournalEntry } from './journal'
import { formatTimestamp } from '../systemd/time-span'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `journalctl -o`: how each format prints a record, without the newline at the end. */
export const journalFormats: Readonly<
  Record<string, (entry: JournalEntry, hostname: string) => string>
> = {
  short: (entry, hostname) => withPrefix(entry, `${monthDayTime(entry.at)} ${hostname}`),
  'short-precise': (entry, hostname) =>
    withPrefix(entry, `${monthDayTime(entry.at)}.${micros(entry.at)} ${hostname}`),
  'short-iso': (entry, hostname) => withPrefix(entry, `${isoSeconds(entry.at)}+0000 ${hostname}`),
  'short-iso-precise': (entry, hostname) =>
    withPrefix(entry, `${isoSeconds(entry.at)}.${micros(entry.at)}+0000 ${hostname}`),
  'short-unix': (entry, hostname) =>
    withPrefix(entry, `${Math.floor(entry.at / 1e6)}.${micros(entry.at)} ${hostname}`),
  cat: (entry) => entry.message,
  'short-full': (entry, hostname) => withPrefix(entry, `${fullTime(entry.at)} ${hostname}`),
  'with-unit': (entry, hostname) => {
    const who = entry.unit ?? entry.identifier
    const pid = entry.pid === null ? '' : `[${entry.pid}]`
    return `${fullTime(entry.at)} ${hostname} ${who}${pid}: ${entry.message}`
  },
  verbose: (entry, hostname) =>
    [
      `${fullTime(entry.at).replace(' UTC', `.${micros(entry.at)} UTC`)} [${cursorOf(entry)}]`,
      ...Object.entries(fields(entry, hostname))
        .filter(([name]) => !name.startsWith('__'))
        .map(([name, value]) => `    ${name}=${value}`),
    ].join('\n'),
  json: (entry, hostname) => JSON.stringify(fields(entry, hostname)),
  'json-seq': (entry, hostname) => `\u001e${JSON.stringify(fields(entry, hostname))}`,
  export: (entry, hostname) =>
    `${Object.entries(fields(entry, hostname))
      .map(([name, value]) => (value.includes('\n') ? exported(name, value) : `${name}=${value}\n`))
      .join('')}`,
  'json-pretty': (entry, hostname) =>
    JSON.stringify(fields(entry, hostname), null, '\t').replace(/": "/g, '" : "'),
}

/** A value of several lines stands behind its length in eight bytes. */
function exported(name: string, value: string): string {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(value)))
  return `${name}\n${length.toString('latin1')}${value}\n`
}

/** `s=…` as journalctl prints it; only `i=` is compared. */
export const cursorOf = (entry: JournalEntry): string =>
  `s=5a1c0f4be2d64b7a8d1b27d1f0c3c2aa;i=${entry.sequence.toString(16)};t=${entry.at.toString(16)}`

/** The sequence that a cursor points at; 0 when it is none of ours. */
export const sequenceOfCursor = (cursor: string): number =>
  parseInt(/(?:^|;)i=([0-9a-f]+)/.exec(cursor)?.[1] ?? '0', 16)

/**
 * A line of /var/log/syslog: control characters as rsyslog escapes them, the pid only for captured output. SONiC's begins
 * with the year; rsyslog fills up the day with a blank.
 */
export function syslogLine(entry: JournalEntry, hostname: string, style: 'iso' | 'sonic'): string {
  const tag =
    entry.pid === null || entry.transport === 'syslog'
      ? entry.identifier
      : `${entry.identifier}[${entry.pid}]`
  const text = entry.message.replace(/\n/g, '#012').replace(/\t/g, '#011')
  return style === 'iso'
    ? `${isoSeconds(entry.at)}.${micros(entry.at)}+00:00 ${hostname} ${tag}: ${text}\n`
    : `${isoSeconds(entry.at).slice(0, 4)} ${monthDayTime(entry.at).replace(/^(\w+) 0/, '$1  ')}.${micros(entry.at)} ${hostname} ${severity(entry.priority)} ${tag}: ${text}\n`
}

/** Of microseconds since the epoch; what is written one after the other is often of one second. */
function toTheSecond(format: (at: Date) => string): (atMicros: number) => string {
  let known = { second: NaN, text: '' }
  return (atMicros) => {
    const second = Math.floor(atMicros / 1e6)
    if (second !== known.second) known = { second, text: format(new Date(second * 1000)) }
    return known.text
  }
}

/** `Nov 23 08:16:11`, UTC. */
export const monthDayTime = toTheSecond((at) => {
  const day = String(at.getUTCDate()).padStart(2, '0')
  return `${months[at.getUTCMonth()]} ${day} ${at.toISOString().slice(11, 19)}`
})

/** `Mon 2026-11-23 08:16:11 UTC` */
export const fullTime = (atMicros: number): string => formatTimestamp(Math.floor(atMicros / 1000))

const isoSeconds = toTheSecond((at) => at.toISOString().slice(0, 19))

const micros = (at: number): string => String(Math.floor(at % 1e6)).padStart(6, '0')

const severity = (priority: number): string =>
  ['EMERG', 'ALERT', 'CRIT', 'ERR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'][priority] ?? 'INFO'

function withPrefix(entry: JournalEntry, stampAndHost: string): string {
  const pid = entry.pid === null ? '' : `[${entry.pid}]`
  const prefix = `${stampAndHost} ${entry.identifier}${pid}: `
  const text = entry.message.replace(/\t/g, '        ')
  return prefix + text.replace(/\n/g, `\n${' '.repeat(prefix.length)}`)
}

function fields(entry: JournalEntry, hostname: string): Record<string, string> {
  return {
    __CURSOR: cursorOf(entry),
    __REALTIME_TIMESTAMP: String(entry.at),
    _HOSTNAME: hostname,
    _TRANSPORT: entry.transport,
    PRIORITY: String(entry.priority),
    SYSLOG_IDENTIFIER: entry.identifier,
    _UID: String(entry.uid ?? 0),
    ...(entry.transport === 'syslog' && { SYSLOG_FACILITY: String(entry.facility ?? 3) }),
    ...(entry.program !== undefined && { _COMM: entry.program }),
    ...(entry.pid === null ? {} : { _PID: String(entry.pid) }),
    ...(entry.unit === null ? {} : { _SYSTEMD_UNIT: entry.unit }),
    MESSAGE: entry.message,
  }
}
