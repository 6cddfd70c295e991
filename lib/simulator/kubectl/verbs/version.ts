import { type VersionInfo, versionInfo } from '../../kubernetes/version-info'
import type { Verb } from '../call'

/** `kubectl version`: the client's own, and the server's unless `--client`. */
export function versionVerb(clientVersion: string): Verb {
  return {
    name: 'version',
    flags: { client: 'switch', short: 'switch', 'output|o': 'value' },
    async run(call) {
      const client = versionInfo(clientVersion)
      const asked = call.line.is('client')
      const json = call.line.value('output') === 'json'
      const say = (side: string, info: VersionInfo): void =>
        call.print(`${side} Version: ${call.line.is('short') ? info.gitVersion : goText(info)}`)
      if (!json) say('Client', client)
      const server = asked ? undefined : await call.api.json<VersionInfo>('GET', '/version')
      if (json)
        call.print(
          JSON.stringify(
            { clientVersion: client, ...(server ? { serverVersion: server } : {}) },
            null,
            2,
          ),
        )
      else if (server) say('Server', server)
    },
  }
}

const goText = (info: VersionInfo): string =>
  `version.Info{${Object.entries(info)
    .map(([key, value]) => `${key[0]?.toUpperCase()}${key.slice(1)}:"${value}"`)
    .join(', ')}}`
