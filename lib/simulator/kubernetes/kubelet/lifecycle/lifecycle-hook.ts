import { joinHostPort } from '../../../go/host-port'
import { type LifecycleHandler, type Pod, type PodContainer } from '../../objects'
import { type KubeletHost } from '../kubelet-host'
import { portOf } from '../probes/probe-attempt'

/** What a hook is run for. */
export interface HookPlace {
  readonly pod: Pod
  readonly container: PodContainer
  /** The engine's. */
  readonly id: string
}

export interface HookFailure {
  readonly error: string
  /** What its event says. */
  readonly message: string
}

/** Runs a hook of a container; undefined when it went well (kubernetes/pkg/kubelet/lifecycle, 1.20). */
export async function runHook(
  host: KubeletHost,
  place: HookPlace,
  { exec, httpGet }: LifecycleHandler,
): Promise<HookFailure | undefined> {
  if (exec) return runCommand(host, place, exec.command ?? [])
  return httpGet && ask(host, place, httpGet)
}

async function runCommand(
  { runtime }: KubeletHost,
  place: HookPlace,
  command: readonly string[],
): Promise<HookFailure | undefined> {
  const { exitCode, output, errors } = await runtime.exec(place.id, command)
  if (exitCode === 0) return undefined
  const error = `command '${command.join(' ')}' exited with ${exitCode}: ${errors}`
  const what = `Exec lifecycle hook ([${command.join(' ')}])`
  return { error, message: `${failed(what, place)} - error: ${error}, message: ${quoted(output)}` }
}

/** Whoever answers is content, whatever the answer. */
function ask(
  { runtime, node }: KubeletHost,
  place: HookPlace,
  { host = node.address, port, path = '' }: NonNullable<LifecycleHandler['httpGet']>,
): HookFailure | undefined {
  const number = portOf(port, place.container)
  if (runtime.ask(place.id, number, path)) return undefined
  const authority = joinHostPort(host, number)
  const error = `Get "http://${authority}/${path}": dial tcp ${authority}: connect: connection refused`
  const what = `Http lifecycle hook (${path})`
  return { error, message: `${failed(what, place)} - error: ${error}, message: ""` }
}

const failed = (what: string, { pod: { metadata }, container }: HookPlace): string =>
  `${what} for Container "${container.name}" in Pod "${metadata.name}_${metadata.namespace}(${metadata.uid})" failed`

const quoted = (text: string): string => JSON.stringify(text)
