import type { Call } from '../../call'
import { KubectlFailure } from '../../failure'
import { filledTemplate, readFormat } from '../../output-format'
import { asJson, asYaml } from '../../print-objects'
import { type KubeconfigFile, readFile, type Settings } from './kubeconfig-file'

/** `config view`: the configuration without its secrets, or with `--raw`; `--minify`: only what the context uses. */
export function view(call: Call): void {
  const whole = readFile(call)
  const chosen = call.line.is('minify') ? minified(whole, call.line.value('context')) : whole
  const shown = call.line.is('raw') || call.line.is('flatten') ? chosen : withoutSecrets(chosen)
  const format = readFormat(call) ?? { style: 'yaml', argument: '' }
  if (format.style === 'yaml') return call.write(asYaml(shown))
  if (format.style === 'json') return call.print(asJson(shown))
  call.write(filledTemplate(call, format, shown))
}

function minified(config: KubeconfigFile, context?: string): KubeconfigFile {
  const name = context ?? config['current-context']
  if (!name) throw new KubectlFailure('error: current-context must exist in order to minify')
  const found = (config.contexts ?? []).find((each) => each.name === name)
  if (!found) throw new KubectlFailure(`error: cannot locate context ${name}`)
  return {
    ...config,
    'current-context': name,
    contexts: [found],
    clusters: (config.clusters ?? []).filter((each) => each.name === found.context['cluster']),
    users: (config.users ?? []).filter((each) => each.name === found.context['user']),
  }
}

const withoutSecrets = (config: KubeconfigFile): KubeconfigFile => ({
  ...config,
  clusters:
    config.clusters?.map((each) => ({
      ...each,
      cluster: hidden(each.cluster, { 'certificate-authority-data': 'DATA+OMITTED' }),
    })) ?? null,
  users:
    config.users?.map((each) => ({
      ...each,
      user: hidden(each.user, {
        'client-certificate-data': 'REDACTED',
        'client-key-data': 'REDACTED',
        password: 'REDACTED',
        token: 'REDACTED',
      }),
    })) ?? null,
})

const hidden = (settings: Settings, words: Readonly<Record<string, string>>): Settings =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, value && words[key] ? words[key] : value]),
  )
