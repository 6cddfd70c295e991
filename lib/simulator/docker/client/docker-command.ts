import { contextWith } from '../../machine/context-with'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import { exec } from './verbs/exec'
import { images, rmi, tag } from './verbs/images'
import { info, version } from './verbs/info'
import { inspect } from './verbs/inspect'
import { kill, restart, rm, run, start, stop, wait } from './verbs/lifecycle'
import { logs } from './verbs/logs'
import { login, logout } from './verbs/login'
import * as network from './verbs/network'
import { ps } from './verbs/ps'
import { port, top } from './verbs/top'
import { pull } from './verbs/pull'
import * as volume from './verbs/volume'
import { type DockerVerb, UnknownFlag } from './docker-call'
import { DockerError } from '../docker-error'
import { tooFewWords } from './docker-usage'
import type { DockerEngine } from '../engine'
import { DockerFormatError } from './docker-format-error'

const verbs: Readonly<Record<string, DockerVerb>> = {
  ps, images, login, logout, pull, rmi, tag, exec, info, version, kill, logs, restart, rm, run, start, stop, wait,
  inspect: inspect(['container', 'image', 'network', 'volume']),
  top, port,
  'container ls': ps,
  'container ps': ps,
  'container inspect': inspect(['container']),
  'container rm': rm,
  'container stop': stop,
  'container start': start,
  'image ls': images,
  'image rm': rmi,
  'image pull': pull,
  'image tag': tag,
  'image inspect': inspect(['image']),
  'network ls': network.list,
  'network create': network.create,
  'network rm': network.remove,
  'network inspect': inspect(['network']),
  'volume ls': volume.list,
  'volume create': volume.create,
  'volume rm': volume.remove,
  'volume inspect': inspect(['volume']),
} // prettier-ignore

const usage = `
Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

Commands:
${Object.keys(verbs)
  .filter((name) => !name.includes(' '))
  .toSorted()
  .map((name) => `  ${name}\n`)
  .join('')}
Run 'docker COMMAND --help' for more information on a command.
`

/** The `docker` command of a machine. Only root and the group `docker` may talk to the daemon. */
export const dockerCommand = (engine: DockerEngine): SimulatedCommand => ({
  name: 'docker',
  readStdin: (args) =>
    (args[0] === 'exec' && args.some((arg) => /^(-[a-z]*i[a-z]*|--interactive)$/.test(arg))) ||
    (args.includes('login') && args.includes('--password-stdin')),
  async run(given, calling) {
    const { args, context } = withConfig(given, calling)
    if (args[0] === '--version' || args[0] === '-v')
      return { stdout: `Docker version ${engine.options.version}, build ${build}\n` }
    if (args[0] === undefined || args[0] === '--help') return { stdout: usage }
    const group = `${args[0]} ${args[1]}`
    const name = group in verbs ? group : (args[0] ?? '')
    const verb = verbs[name]
    if (!verb)
      return {
        stderr: `docker: '${name}' is not a docker command.\nSee 'docker --help'\n`,
        exitCode: 1,
      }
    const words = args.slice(name.split(' ').length)
    const missing = tooFewWords(name, words.length)
    if (missing !== undefined) return { stderr: missing, exitCode: 1 }
    if (!mayUseDocker(context)) return { stderr: permissionDenied(engine), exitCode: 1 }
    if (!engine.running)
      return {
        stderr:
          'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
        exitCode: 1,
      }
    return attempt(name, () => verb({ engine, context, args: words }))
  },
})

/** `docker --config DIRECTORY …` is like DOCKER_CONFIG for this call. */
function withConfig(
  args: readonly string[],
  context: CommandContext,
): { args: readonly string[]; context: CommandContext } {
  const [first = '', second = '', ...rest] = args
  if (first !== '--config') return { args, context }
  return {
    args: rest,
    context: contextWith(context, { env: { ...context.env, DOCKER_CONFIG: second } }),
  }
}

async function attempt(
  verb: string,
  act: () => CommandOutput | Promise<CommandOutput>,
): Promise<CommandOutput> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof DockerError)
      return verb === 'run'
        ? { stderr: `docker: ${error.message}.\nSee 'docker run --help'.\n`, exitCode: 125 }
        : { stderr: `${error.message}\n`, exitCode: 1 }
    if (error instanceof DockerFormatError)
      return {
        stderr: `${error.message}\n`,
        exitCode: isOfInspect(error) && !error.message.includes(': executing ') ? 64 : 1,
      }
    if (error instanceof UnknownFlag)
      return { stderr: `${error.message}\nSee 'docker ${verb} --help'.\n`, exitCode: 125 }
    throw error
  }
}

/** Of the client as Debian builds it. */
const build = '297e128'

const isOfInspect = ({ message }: Error): boolean => message.startsWith('template parsing error')

const mayUseDocker = ({ user }: CommandContext): boolean =>
  user.uid === 0 || user.groups.includes('docker')

function permissionDenied({ options }: DockerEngine): string {
  const start = options.version.startsWith('20.') ? 'Got permission denied' : 'permission denied'
  return `${start} while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v${options.apiVersion}/containers/json": dial unix /var/run/docker.sock: connect: permission denied\n`
}
