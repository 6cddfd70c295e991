import type { Call, Verb } from '../call'
import { execByApi } from '../exec-connection'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { objectPath, resourceKind } from '../resource-kinds'
import { podsOf } from './logs'

/** Runs a command in a container. No terminal of a machine is passed on: `-t` is told what kubectl tells where there is none. */
export const exec: Verb = {
  name: 'exec',
  flags: {
    'container|c': 'value',
    'stdin|i': 'switch',
    'tty|t': 'switch',
    'quiet|q': 'switch',
    'pod-running-timeout': 'value',
  },
  async run(call) {
    const { target, command } = asked(call)
    const [type = '', name = ''] = target.includes('/') ? target.split('/') : ['pod', target]
    const [pod] = await podsOf(call, type, name, 'attach to')
    if (!pod) throw new KubectlFailure(`error: timed out waiting for the condition`)
    const { phase } = (pod.status ?? {}) as { phase?: string }
    if (phase === 'Succeeded' || phase === 'Failed')
      throw new KubectlFailure(
        `error: cannot exec into a container in a completed pod; current phase is ${phase}`,
      )
    const container = call.line.value('container') ?? defaultContainer(call, pod)
    const isInput = call.line.is('stdin')
    if (isInput && call.line.is('tty') && !call.line.is('quiet'))
      call.warn('Unable to use a TTY - input is not a terminal or the right kind of file')
    const query = new URLSearchParams({ container, stdout: 'true', stderr: 'true' })
    for (const word of command) query.append('command', word)
    if (isInput) query.set('stdin', 'true')
    const path = `${objectPath(resourceKind('pods'), call.namespace, pod.metadata.name)}/exec?${query.toString()}`
    const code = await execByApi(call.api, path, {
      stdin: isInput ? call.context.stdin : undefined,
      onStdout: (chunk) => call.stream(chunk),
      onStderr: (chunk) => call.writeError(chunk),
    })
    if (code !== 0) throw new KubectlFailure(`command terminated with exit code ${code}`, code)
  },
}

/** Throws KubectlFailure for a call without a pod or a command. */
function asked(call: Call): { target: string; command: readonly string[] } {
  const { words, wordsBeforeDash } = call.line
  const [target = ''] = words.slice(0, wordsBeforeDash ?? 1)
  const command = words.slice(wordsBeforeDash ?? 1)
  if (wordsBeforeDash === undefined && command.length > 0) warnOfMissingDash(call)
  if (target === '')
    throw new KubectlFailure('error: pod, type/name or --filename must be specified')
  if (command.length === 0)
    throw new KubectlFailure('error: you must specify at least one command for the container')
  return { target, command }
}

/** Until 1.30 a command without `--` before it was run all the same. */
function warnOfMissingDash(call: Call): void {
  if (call.minor >= 31)
    throw new KubectlFailure(
      "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples",
    )
  if (!call.line.is('quiet'))
    call.warn(
      'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.',
    )
}

/** The first of several, and a word about that: another since 1.22. */
function defaultContainer(call: Call, { metadata, spec }: ApiObject): string {
  const { containers = [], initContainers = [] } = (spec ?? {}) as Record<
    string,
    { name: string }[] | undefined
  >
  const names = containers.map(({ name }) => name)
  const [first = ''] = names
  const all = [...names, ...initContainers.map(({ name }) => `${name} (init)`)]
  if (call.line.is('quiet')) return first
  if (call.minor >= 22) {
    if (all.length > 1) call.warn(`Defaulted container "${first}" out of: ${all.join(', ')}`)
  } else if (names.length > 1) {
    call.warn(`Defaulting container name to ${first}.`)
    call.warn(
      `Use 'kubectl describe pod/${metadata.name} -n ${call.namespace}' to see all of the containers in this pod.`,
    )
  }
  return first
}
