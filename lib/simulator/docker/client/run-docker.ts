import { notSimulated } from '../../machine/commands/not-simulated'
import { contextWith } from '../../machine/context-with'
import type { CommandContext, CommandOutput } from '../../machine/types'
import {
  Answered,
  type DockerCall,
  NotSimulated,
  type ParsedFlags,
  parserOf,
  UnknownFlag,
} from './docker-call'
import { DockerError } from '../docker-error'
import { DockerFormatError } from './docker-format-error'
import { groupHelp, mainHelp, verbHelp } from './docker-help'
import { groups, topVerbs, usageOf, wrongNumberOfWords } from './docker-usage'
import type { DockerEngine } from '../engine'
import { type Globals, globalsIn } from './global-options'
import { otherNames, verbs } from './verb-table'

/** `docker …` as its client takes it apart. */
export async function runDocker(
  engine: DockerEngine,
  args: readonly string[],
  calling: CommandContext,
): Promise<CommandOutput> {
  const globals = globalsIn(args)
  const { home } = calling.user
  if (globals.unknown !== undefined)
    return {
      stderr: `unknown flag: ${globals.unknown}\nSee 'docker --help'.\n${mainHelp(home, false)}\n`,
      exitCode: 125,
    }
  if (globals.version)
    return { stdout: `Docker version ${engine.options.version}, build ${build}\n` }
  const [first, second] = globals.rest
  if (first === undefined || globals.help || (first === 'help' && second === undefined))
    return helped(mainHelp(home), globals.help || first === 'help')
  if (first === 'help') return runDocker(engine, [...globals.rest.slice(1), '--help'], calling)
  const group = groups[first]
  if (!group && !(first in topVerbs))
    return {
      stderr: `docker: '${first}' is not a docker command.\nSee 'docker --help'\n`,
      exitCode: 1,
    }
  if (group && (second === undefined || second === '--help'))
    return helped(groupHelp(first), second !== undefined)
  const verb = group
    ? `${first} ${group.verbs[second!] ? second : (otherNames[second!] ?? second)}`
    : first
  if (group && !group.verbs[verb.split(' ')[1]!]) return { stderr: groupHelp(first), exitCode: 1 }
  const words = globals.rest.slice(group ? 2 : 1)
  return ask(engine, verb, words, contextOf(calling, globals), hostOf(globals, calling))
}

/** The client prints it as an answer where it was asked for, else as an error, of no consequence. */
const helped = (text: string, asked: boolean): CommandOutput =>
  asked ? { stdout: text } : { stderr: text }

/** `--config DIRECTORY` is like DOCKER_CONFIG for this call. */
const contextOf = (context: CommandContext, { config }: Globals): CommandContext =>
  config === undefined
    ? context
    : contextWith(context, { env: { ...context.env, DOCKER_CONFIG: config } })

const ownSocket = 'unix:///var/run/docker.sock'

/** The daemon that is to be asked. */
function hostOf({ host }: Globals, { env }: CommandContext): string {
  const named = host ?? env['DOCKER_HOST'] ?? ''
  if (named === '') return ownSocket
  return named.includes('://') ? named : `tcp://${named}:2375`
}

async function ask(
  engine: DockerEngine,
  name: string,
  args: readonly string[],
  context: CommandContext,
  host: string,
): Promise<CommandOutput> {
  const verb = verbs.get(name)
  const read = parserOf(name, args)
  const isOld = engine.options.version.startsWith('20.')
  const parse: DockerCall['parse'] = (...how) => (isOld ? withoutJson(read(...how)) : read(...how))
  const reach = (): CommandOutput | undefined => {
    const isOwn = host === ownSocket || host === 'unix:///run/docker.sock'
    if (isOwn && !mayUseDocker(context)) return { stderr: permissionDenied(engine), exitCode: 1 }
    if (isOwn && engine.running) return undefined
    return {
      stderr: `Cannot connect to the Docker daemon at ${host}. Is the docker daemon running?\n`,
      exitCode: 1,
    }
  }
  return attempt(name, args, context, () => {
    if (!verb) return withoutVerb(name, args, context)
    const few = args.some((arg) => arg.startsWith('-'))
      ? undefined
      : wrongNumberOfWords(name, args.length)
    if (few !== undefined) return { stderr: few, exitCode: 1 }
    return reach() ?? verb({ engine, context, args, parse })
  })
}

/** Until version 23 `--format json` is a template like others. */
function withoutJson(flags: ParsedFlags): ParsedFlags {
  const format = flags.options['format']
  if (format?.at(-1) !== 'json') return flags
  return { ...flags, options: { ...flags.options, format: [...format, '{{"json"}}'] } }
}

/** What the twin's Docker does not do, it says of words at most; the rest is reported as a command that is not known. */
function withoutVerb(
  name: string,
  args: readonly string[],
  { machine }: CommandContext,
): CommandOutput {
  const usage = usageOf(name)
  if (usage && args.includes('--help')) return { stdout: verbHelp(name, usage) }
  const wrong = wrongNumberOfWords(name, args.filter((arg) => !arg.startsWith('-')).length)
  if (wrong !== undefined) return { stderr: wrong, exitCode: 1 }
  const unknown = args.find((arg) => arg.startsWith('--'))
  if (unknown !== undefined) throw new UnknownFlag(`unknown flag: ${unknown}`)
  machine.reportUnknown(`docker ${name}`, `docker ${name} ${args.join(' ')}`)
  return {
    stderr: `docker: '${name}' is not a docker command.\nSee 'docker --help'\n`,
    exitCode: 1,
  }
}

async function attempt(
  verb: string,
  args: readonly string[],
  { machine }: CommandContext,
  act: () => CommandOutput | Promise<CommandOutput>,
): Promise<CommandOutput> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Answered) return error.output
    if (error instanceof NotSimulated)
      return notSimulated(machine, error.message, `docker ${verb} ${args.join(' ')}`)
    if (error instanceof DockerError) return { stderr: `${error.message}\n`, exitCode: 1 }
    if (error instanceof DockerFormatError)
      return {
        stderr: `${error.message}\n`,
        exitCode: isOfInspect(error) && !error.message.includes(': executing ') ? 64 : 1,
        // What it has of an object, nothing, is ended as a line all the same.
        ...(isOfInspect(error) && error.message.includes(': executing ') && { stdout: '\n' }),
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
  // Whoever has not been told what the daemon speaks asks in the oldest version.
  const version = Number(options.version.split('.')[0]) < 25 ? '1.24' : options.apiVersion
  return `permission denied while trying to connect to the Docker daemon socket at ${ownSocket}: Get "http://%2Fvar%2Frun%2Fdocker.sock/v${version}/containers/json": dial unix /var/run/docker.sock: connect: permission denied\n`
}
