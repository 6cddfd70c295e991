import type { CommandContext, CommandOutput } from '../machine/types'
import type { SimulatedNetwork } from '../network'
import { ApiConnection } from './api-connection'
import { Call, type Verb } from './call'
import { KubectlFailure } from './failure'
import { FlagError, parseCommandLine, splitVerb } from '../command-line'
import { globalFlags } from './flags'
import { loadConnection } from './kubeconfig'
import { parseDuration } from './polling'
import { apply } from './verbs/apply'
import { cordon, uncordon } from './verbs/cordon'
import { create } from './verbs/create'
import { deleteVerb } from './verbs/delete'
import { describe } from './verbs/describe'
import { drain } from './verbs/drain'
import { get } from './verbs/get'
import { label } from './verbs/label'
import { logsVerb } from './verbs/logs'
import { patch } from './verbs/patch'
import { replace } from './verbs/replace'
import { rollout } from './verbs/rollout'
import { taint } from './verbs/taint'
import { versionVerb } from './verbs/version'
import { wait } from './verbs/wait'

const verbsOf = (version: string): ReadonlyMap<string, Verb> =>
  new Map(
    [
      get,
      describe,
      label,
      taint,
      apply,
      create,
      deleteVerb,
      patch,
      drain,
      cordon,
      uncordon,
      logsVerb(version),
      replace,
      rollout,
      wait,
      versionVerb(version),
    ].map((verb) => [verb.name, verb]),
  )

/** `version`: the client's own. */
export async function runKubectl(
  version: string,
  network: SimulatedNetwork,
  args: readonly string[],
  context: CommandContext,
): Promise<CommandOutput> {
  const verbs = verbsOf(version)
  const { verb: name, rest } = splitVerb(args, globalFlags)
  if (name === undefined) return { stdout: usage(verbs) }
  const verb = verbs.get(name)
  if (!verb)
    return {
      stderr: `Error: unknown command "${name}" for "kubectl"\nRun 'kubectl --help' for usage.\n`,
      exitCode: 1,
    }
  let call: Call | undefined
  try {
    const line = parseCommandLine(rest, { ...globalFlags, ...verb.flags })
    if (line.is('help')) return { stdout: usage(verbs) }
    const connection = loadConnection(line, context)
    const timeoutMs = parseDuration(line.value('request-timeout'))
    using api = new ApiConnection(connection, network, context, timeoutMs)
    call = new Call(line, api, connection.namespace, context)
    await verb.run(call)
    return call.output()
  } catch (error) {
    if (error instanceof FlagError)
      return {
        stderr: `Error: ${error.message}\nSee 'kubectl ${name} --help' for usage.\n`,
        exitCode: 1,
      }
    if (!(error instanceof KubectlFailure)) throw error
    const { stdout = '', stderr = '' } = call?.output() ?? {}
    return { stdout, stderr: `${stderr}${error.message}\n`, exitCode: error.exitCode }
  }
}

const usage = (verbs: ReadonlyMap<string, Verb>): string =>
  `kubectl controls the Kubernetes cluster manager.\n\nThe simulated kubectl knows: ${[...verbs.keys()].join(', ')}\n`
