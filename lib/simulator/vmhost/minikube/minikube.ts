import { FlagError, type FlagTable, parseCommandLine, splitVerb } from '../../go/command-line'
import { kubectlCommand, kubectlReadsStdin } from '../../kubectl/kubectl'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import { MinikubeCall } from './call'
import { deleteProfiles } from './delete'
import { MinikubeFailure } from './failure'
import type { MinikubeHost } from './minikube-host'
import { cacheKubectl } from './profile-files'
import type { MinikubeRelease } from './releases'
import { startFlags } from './start-options'
import { find, ip, listProfiles, status } from './status'
import { stop } from './stop'

interface Verb {
  readonly flags: FlagTable
  run(call: MinikubeCall): void | Promise<void>
}

const profileFlag: FlagTable = { 'profile|p': 'value' }

const verbs: Readonly<Record<string, Verb>> = {
  // A Kubernetes is loaded when there is to be one.
  start: {
    flags: startFlags,
    run: (call) => (require('./start') as typeof import('./start')).start(call),
  },
  stop: { flags: {}, run: stop },
  delete: { flags: { all: 'switch', purge: 'switch' }, run: deleteProfiles },
  status: { flags: { 'output|o': 'value', 'format|f': 'value' }, run: status },
  ip: { flags: {}, run: ip },
  version: { flags: { short: 'switch' }, run: version },
  profile: { flags: { 'output|o': 'value', 'light|l': 'switch' }, run: listProfiles },
}

/** The name of the command that a downloaded minikube runs. */
export const minikubeName = (version: string): string => `minikube-${version}`

/** minikube of one release: in no PATH until its download is put there. */
export function minikubeCommand(host: MinikubeHost, release: MinikubeRelease): SimulatedCommand {
  return {
    name: minikubeName(release.version),
    path: null,
    readStdin: (args) => {
      const { verb, rest } = splitVerb(args, profileFlag)
      return verb === 'kubectl' && kubectlReadsStdin(rest.slice(rest.indexOf('--') + 1))
    },
    run: (args, context) => runMinikube(host, release, args, context),
  }
}

async function runMinikube(
  host: MinikubeHost,
  release: MinikubeRelease,
  args: readonly string[],
  context: CommandContext,
): Promise<CommandOutput> {
  const { verb: name, rest } = splitVerb(args, profileFlag)
  if (name === 'kubectl') return kubectl(host, release, rest, context)
  const verb = name === undefined ? undefined : verbs[name]
  if (!verb) return usage(name)
  let call: MinikubeCall | undefined
  try {
    call = new MinikubeCall(
      host,
      release,
      parseCommandLine(rest, { ...profileFlag, ...verb.flags }),
      context,
    )
    await verb.run(call)
  } catch (error) {
    if (error instanceof FlagError) return misused(name ?? '', error)
    if (!(error instanceof MinikubeFailure) || !call) throw error
    call.fail(error)
  }
  return call.output()
}

function version(call: MinikubeCall): void {
  const { version, commit } = call.release
  call.print(call.line.is('short') ? version : `minikube version: ${version}\ncommit: ${commit}`)
}

/** Runs the kubectl of the cluster's version against it; its exit code and texts pass through. */
async function kubectl(
  host: MinikubeHost,
  release: MinikubeRelease,
  args: readonly string[],
  context: CommandContext,
): Promise<CommandOutput> {
  const dashes = args.indexOf('--')
  const own = dashes < 0 ? [] : args.slice(0, dashes)
  const call = new MinikubeCall(
    host,
    release,
    parseCommandLine(own, { ...profileFlag, ssh: 'switch' }),
    context,
  )
  const cluster = find(call)
  if (!cluster) return call.output()
  // A download into the cache is no change that anybody has to undo: it goes past the record of alterations.
  const { machine, user } = context
  const quietly = machine.fs.as(machine.users.credentials(user))
  cacheKubectl(quietly, cluster.home, cluster.options.kubernetes)
  const command = kubectlCommand(host.network, { version: cluster.options.kubernetes })
  // minikube passes --cluster only and lives off one CA for all its clusters; ours have one each.
  const target = ['--cluster', call.profile, '--user', call.profile]
  return command.run([...target, ...args.slice(dashes + 1)], context)
}

const usage = (name: string | undefined): CommandOutput =>
  name === undefined
    ? {
        stdout:
          'minikube provisions and manages local Kubernetes clusters optimized for development workflows.\n',
      }
    : {
        stderr: `Error: unknown command "${name}" for "minikube"\nRun 'minikube --help' for usage.\n`,
        exitCode: 14,
      }

const misused = (verb: string, { message }: FlagError): CommandOutput => ({
  stderr: `Error: ${message}\nSee 'minikube ${verb} --help' for usage.\n`,
  exitCode: 14,
})
