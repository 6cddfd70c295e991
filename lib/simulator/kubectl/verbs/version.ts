import { goText, type VersionInfo, versionInfo } from '../../kubernetes/release/version-info'
import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { asYaml } from '../print-objects'

/** `kubectl version`: the client's own, and the server's unless `--client`. */
export const versionVerb = (clientVersion: string): Verb => ({
  name: 'version',
  flags: { client: 'switch', short: 'switch', 'output|o': 'value' },
  async run(call) {
    const format = call.line.value('output') ?? ''
    if (!['', 'json', 'yaml'].includes(format))
      throw new KubectlFailure("error: --output must be 'yaml' or 'json'")
    const client = versionInfo(clientVersion)
    const failure = await call.try(async () => {
      const server = call.line.is('client')
        ? undefined
        : await call.api.json<VersionInfo>('GET', '/version')
      print(call, format, client, server)
    })
    if (failure === undefined) return
    print(call, format, client, undefined)
    throw failure
  },
})

/** The bundled kustomize, told since 1.24. */
const kustomizeVersion = 'v5.0.4-0.20230601165947-6ce0bf390ce3'

function print(
  call: Call,
  format: string,
  clientVersion: VersionInfo,
  serverVersion: VersionInfo | undefined,
): void {
  const isNew = call.minor >= 24
  const all = {
    clientVersion,
    ...(isNew && { kustomizeVersion }),
    ...(serverVersion && { serverVersion }),
  }
  if (format === 'json') return call.print(JSON.stringify(all, null, 2))
  if (format === 'yaml') return call.print(asYaml(all).trimEnd() + '\n')
  const text = (info: VersionInfo): string =>
    call.minor >= 28 || call.line.is('short') ? info.gitVersion : goText(info)
  call.print(`Client Version: ${text(clientVersion)}`)
  if (isNew) call.print(`Kustomize Version: ${kustomizeVersion}`)
  if (serverVersion) call.print(`Server Version: ${text(serverVersion)}`)
}
