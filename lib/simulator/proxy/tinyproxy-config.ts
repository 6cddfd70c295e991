/** What tinyproxy.conf(5) says, as far as the simulation honours it. */
export interface TinyproxyConfig {
  readonly port: number
  /** The addresses that it listens on; none: all. */
  readonly listen: readonly string[]
  /** Who may use it, as addresses and networks; none: everybody. */
  readonly allow: readonly string[]
  /** The ports that CONNECT may name; none: every port. */
  readonly connectPorts: readonly number[]
}

/** The directive that tinyproxy does not understand. */
export class TinyproxySyntaxError extends Error {
  constructor(readonly line: number) {
    super(`Syntax error on line ${line}`)
  }
}

/** Taken, but nothing here shows its effect. */
const harmless = new Set(
  'user group timeout defaulterrorfile statfile logfile syslog loglevel pidfile maxclients viaproxyname disableviaheader bind xtinyproxy'.split(
    ' ',
  ),
)

/** Reads a configuration file; throws TinyproxySyntaxError. */
export function readTinyproxyConfig(text: string): TinyproxyConfig {
  const values = new Map<string, string[]>()
  text.split('\n').forEach((line, i) => {
    const [, key = '', value = ''] = /^\s*([A-Za-z]+)\s+(.+?)\s*$/.exec(line) ?? []
    if (/^\s*(#|$)/.test(line)) return
    const directive = key.toLowerCase()
    if (!known.has(directive) && !harmless.has(directive)) throw new TinyproxySyntaxError(i + 1)
    values.set(directive, [...(values.get(directive) ?? []), value.replace(/^"(.*)"$/, '$1')])
  })
  const all = (key: string): readonly string[] => values.get(key) ?? []
  return {
    port: Number(all('port').at(-1) ?? 8888),
    listen: all('listen'),
    allow: all('allow'),
    connectPorts: all('connectport').map(Number),
  }
}

const known = new Set(['port', 'listen', 'allow', 'connectport'])
