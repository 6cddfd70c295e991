import type { Call } from '../../call'
import { KubectlFailure } from '../../failure'
import { type KubeconfigFile, readFile, type Settings, writeFile } from './kubeconfig-file'

type Action = (call: Call, words: readonly string[]) => void

/** Contexts chosen, made, changed, renamed and deleted in the kubeconfig file. */
export const contextActions: Readonly<Record<string, Action>> = {
  'delete-context': remove,
  'rename-context': rename,
  'set-context': setContext,
  unset,
  'use-context': use,
  use,
}

const contextIn = ({ contexts }: KubeconfigFile, name: string): Settings | undefined =>
  contexts?.find((each) => each.name === name)?.context

function use(call: Call, [name = '']: readonly string[]): void {
  const config = readFile(call)
  if (!contextIn(config, name))
    throw new KubectlFailure(`error: no context exists with the name: ${JSON.stringify(name)}`)
  writeFile(call, { ...config, 'current-context': name })
  call.print(`Switched to context ${JSON.stringify(name)}.`)
}

function setContext(call: Call, [given]: readonly string[]): void {
  const config = readFile(call)
  const name = call.line.is('current') ? config['current-context'] : given
  if (!name)
    throw new KubectlFailure(
      call.line.is('current')
        ? 'error: no current context is set'
        : 'error: you must specify a non-empty context name or --current',
    )
  const old = contextIn(config, name)
  const context = { ...old }
  for (const key of ['cluster', 'user', 'namespace']) {
    const value = call.line.value(key)
    if (value !== undefined) context[key] = value
  }
  const others = (config.contexts ?? []).filter((each) => each.name !== name)
  writeFile(call, { ...config, contexts: [...others, { name, context }] })
  call.print(`Context ${JSON.stringify(name)} ${old ? 'modified' : 'created'}.`)
}

function rename(call: Call, [from = '', to = '']: readonly string[]): void {
  const config = readFile(call)
  const file = call.context.env['KUBECONFIG'] ?? '~/.kube/config'
  const context = contextIn(config, from)
  if (!context)
    throw new KubectlFailure(
      `error: cannot rename the context ${JSON.stringify(from)}, it's not in ${file}`,
    )
  if (contextIn(config, to))
    throw new KubectlFailure(
      `error: cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${file}`,
    )
  const others = (config.contexts ?? []).filter((each) => each.name !== from)
  const current = config['current-context'] === from ? to : config['current-context']
  writeFile(call, {
    ...config,
    contexts: [...others, { name: to, context }],
    ...(current !== undefined && { 'current-context': current }),
  })
  call.print(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.`)
}

function remove(call: Call, [name = '']: readonly string[]): void {
  const config = readFile(call)
  const file = call.context.env['KUBECONFIG'] ?? `${call.context.user.home}/.kube/config`
  if (!contextIn(config, name))
    throw new KubectlFailure(`error: cannot delete context ${name}, not in ${file}`)
  if (config['current-context'] === name)
    call.warn(
      `warning: this removed your active context, use "kubectl config use-context" to select a different one`,
    )
  const contexts = (config.contexts ?? []).filter((each) => each.name !== name)
  writeFile(call, { ...config, contexts })
  call.print(`deleted context ${name} from ${file}`)
}

/** `unset current-context`, `unset contexts.NAME.namespace`, `unset users.NAME`. */
function unset(call: Call, [property = '']: readonly string[]): void {
  const config = readFile(call) as Record<string, unknown>
  const [list = '', name, ...rest] = property.split('.')
  const key = rest.join('.')
  const body = { contexts: 'context', clusters: 'cluster', users: 'user' }[list]
  if (property === 'current-context') config[property] = ''
  else if (body === undefined || name === undefined)
    throw new KubectlFailure(`error: unable to parse ${property} at ${list}`)
  else {
    const entries = (config[list] ?? []) as { name: string; [body: string]: unknown }[]
    config[list] = entries.flatMap((entry) => {
      if (entry.name !== name) return [entry]
      if (!key) return []
      return [{ ...entry, [body]: { ...(entry[body] as Settings), [key]: undefined } }]
    })
  }
  writeFile(call, config)
  call.print(`Property ${JSON.stringify(property)} unset.`)
}
