import { isInRange } from '../../proxy/ip-range'
import { isIP } from 'node:net'
import { proxiesOf, type ProxySettings } from './proxy-settings'

/** What a Docker daemon was told when it started: its environment and /etc/docker/daemon.json. */
export interface DaemonSettings {
  readonly proxies: ProxySettings
  readonly insecureRegistries: readonly string[]
}

interface DaemonFile {
  readonly 'insecure-registries'?: readonly string[]
  readonly proxies?: {
    readonly 'http-proxy'?: string
    readonly 'https-proxy'?: string
    readonly 'no-proxy'?: string
  }
}

/** `daemonJson`: the file's text, undefined where there is none. Docker takes proxies from it since version 23; they win. */
export function daemonSettings(
  environment: Readonly<Record<string, string>>,
  daemonJson: string | undefined,
  dockerVersion: string,
): DaemonSettings {
  const file = JSON.parse(daemonJson ?? '{}') as DaemonFile
  const proxies = Number(dockerVersion.split('.')[0]) >= 23 ? file.proxies : undefined
  const told = proxiesOf(environment)
  return {
    proxies: {
      http: proxies?.['http-proxy'] ?? told.http,
      https: proxies?.['https-proxy'] ?? told.https,
      no: proxies?.['no-proxy'] ?? told.no,
    },
    insecureRegistries: file['insecure-registries'] ?? [],
  }
}

/** Whether plain HTTP, or any certificate, will do for `host:port`. Loopback addresses always are. */
export function isInsecure(registry: string, { insecureRegistries }: DaemonSettings): boolean {
  const host = registry.replace(/:\d+$/, '')
  return [...insecureRegistries, '127.0.0.0/8', '::1/128'].some(
    (entry) => entry === registry || entry === host || (isIP(host) > 0 && isInRange(host, entry)),
  )
}
