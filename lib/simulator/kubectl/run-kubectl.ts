import type { CommandContext, CommandOutput } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'
import { ApiConnection } from './api-connection'
import { Call, type Verb } from './call'
import { KubectlFailure } from './failure'
import { fieldManagerOf } from './field-manager'
import { FlagError, parseCommandLine, splitVerb } from '../go/command-line'
import { globalFlags } from './flags'
import { suggestions } from './suggestions'
import { minorOf } from '../kubernetes/release/kubernetes-release'
import { loadConnection } from './kubeconfig'
import { parseDuration } from './polling'
import { annotate, label } from './verbs/label'
import { apiResources, apiVersions } from './verbs/api-resources'
import { apply } from './verbs/apply'
import { auth } from './verbs/auth'
import { clusterInfo } from './verbs/cluster-info'
import { config } from './verbs/config/config'
import { cordon, uncordon } from './verbs/cordon'
import { create } from './verbs/create'
import { deleteVerb } from './verbs/delete'
import { describe } from './verbs/describe'
import { drain } from './verbs/drain'
import { exec } from './verbs/exec'
import { explain } from './verbs/explain'
import { get } from './verbs/get'
import { logs } from './verbs/logs'
import { patch } from './verbs/patch'
import { replace } from './verbs/replace'
import { rollout } from './verbs/rollout/rollout'
import { run } from './verbs/run'
import { set } from './verbs/set'
import { taint } from './verbs/taint'
import { top } from './verbs/top'
import { versionVerb } from './verbs/version'
import { wait } from './verbs/wait'

const verbsOf = (version: string): ReadonlyMap<string, Verb> =>
  new Map(
    [
      annotate,
      apiResources,
      apiVersions,
      apply,
      auth,
      clusterInfo,
      config,
      cordon,
      create,
      deleteVerb,
      describe,
      drain,
      exec,
      explain,
      get,
      label,
      logs,
      patch,
      replace,
      rollout,
      run,
      set,
      taint,
      top,
      uncordon,
      versionVerb(version),
      wait,
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
      stderr: `${minorOf(version) < 23 ? 'Error' : 'error'}: unknown command "${name}" for "kubectl"\n${suggestions(name)}Run 'kubectl --help' for usage.\n`,
      exitCode: 1,
    }
  let call: Call | undefined
  try {
    const line = parseCommandLine(rest, { ...globalFlags, ...verb.flags })
    if (line.is('help')) return { stdout: usage(verbs) }
    const connection = loadConnection(line, context)
    const timeoutMs = parseDuration(line.value('request-timeout'))
    const manager = fieldManagerOf(name, line)
    const warn = (text: string): void => call?.warn(text)
    using api = new ApiConnection(connection, network, context, timeoutMs, warn, manager)
    call = new Call(line, api, connection.namespace, context, minorOf(version))
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
