import { isIP } from 'node:net'
import { isInRange } from '../../proxy/ip-range'

/** How a Go program is told of proxies (golang.org/x/net/http/httpproxy). */
export interface ProxySettings {
  readonly http: string
  readonly https: string
  readonly no: string
}

export const noProxies: ProxySettings = { http: '', https: '', no: '' }

/** From a process's environment; capitals win. */
export const proxiesOf = (environment: Readonly<Record<string, string>>): ProxySettings => {
  const either = (name: string): string =>
    environment[name] || environment[name.toLowerCase()] || ''
  return { http: either('HTTP_PROXY'), https: either('HTTPS_PROXY'), no: either('NO_PROXY') }
}

/** The proxy that a request goes through; undefined: it goes there itself. */
export function proxyFor(
  { protocol, hostname, port }: URL,
  settings: ProxySettings,
): { host: string; port: number } | undefined {
  const proxy = protocol === 'https:' ? settings.https : settings.http
  const defaultPort = protocol === 'https:' ? '443' : '80'
  const host = hostname.replace(/^\[|\]$/g, '')
  if (proxy === '' || isExempt(host, port || defaultPort, settings.no)) return undefined
  const url = new URL(proxy.includes('://') ? proxy : `http://${proxy}`)
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || 80 }
}

/** NO_PROXY: addresses, networks, names with all below them (`.name`: only what is below), each with a port if need be. */
function isExempt(host: string, port: string, no: string): boolean {
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')))
    return true
  return no
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean)
    .some((entry) => entry === '*' || matches(host.toLowerCase(), port, entry))
}

function matches(host: string, port: string, entry: string): boolean {
  if (entry.includes('/')) return isInRange(host, entry)
  const [, name = entry, wantedPort] = /^([^:]*|\[.*\]):(\d+)$/.exec(entry) ?? []
  if (wantedPort !== undefined && wantedPort !== port) return false
  if (isIP(name)) return host === name
  const below = name.replace(/^\*\./, '.')
  return below.startsWith('.') ? host.endsWith(below) : host === below || host.endsWith(`.${below}`)
}
