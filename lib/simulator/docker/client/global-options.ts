/** What stands before the verb of a `docker …`. */
export interface Globals {
  readonly config?: string
  /** The daemon to be asked, as it was written. */
  readonly host?: string
  readonly version: boolean
  readonly help: boolean
  /** An option that the client doesn't have. */
  readonly unknown?: string
  /** The verb and all behind it. */
  readonly rest: readonly string[]
}

const values: Readonly<Record<string, string>> = {
  '--config': 'config', '-H': 'host', '--host': 'host', '-c': 'context', '--context': 'context', '-l': 'level',
  '--log-level': 'level', '--tlscacert': 'ca', '--tlscert': 'cert', '--tlskey': 'key',
} // prettier-ignore

const switches: Readonly<Record<string, string>> = {
  '-v': 'version', '--version': 'version', '-h': 'help', '--help': 'help', '-D': 'debug', '--debug': 'debug', '--tls': 'tls',
  '--tlsverify': 'verify',
} // prettier-ignore

export function globalsIn(args: readonly string[]): Globals {
  const found: Record<string, string> = {}
  let at = 0
  for (; at < args.length; at++) {
    const arg = args[at]!
    if (!arg.startsWith('-')) break
    const [, name = arg, , attached] = /^(--[a-z-]+|-[A-Za-z])(=?([^]*))?$/.exec(arg) ?? []
    const value = values[name]
    if (value !== undefined) found[value] = attached || (args[++at] ?? '')
    else if (switches[name] !== undefined) found[switches[name]] = 'true'
    else return { version: false, help: false, unknown: arg, rest: [] }
  }
  return {
    ...(found['config'] !== undefined && { config: found['config'] }),
    ...(found['host'] !== undefined && { host: found['host'] }),
    version: found['version'] !== undefined,
    help: found['help'] !== undefined,
    rest: args.slice(at),
  }
}
