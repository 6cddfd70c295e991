import { rootPath } from '../../machine/environment'
import type { CommandOutput, ShellCommand, ShellContext } from '../../machine/types'
import { bytesOf } from '../../shell/text'
import type { ServicePipe } from './exec-program'
import { ServiceUnit } from './service-unit'
import { version } from '../systemctl/systemctl'
import type { Systemd } from './systemd'
import { parseRunRequest, type RunRequest, RunUsageError } from './systemd-run-call'
import { formatTimeSpan } from './time-span'
import { transientService, transientTimer } from './transient-units'

/** `systemd-run` of systemd 252: a command as a transient service, at once or by a timer. */
export const systemdRunCommand = (systemd: Systemd): ShellCommand => ({
  name: 'systemd-run',
  readStdin: (args) => args.some((arg) => /^(--pipe|-[a-zA-Z]*P)$/.test(arg)),
  async run(args, context) {
    try {
      const request = parseRunRequest(args)
      if (request.flags.has('version')) return { stdout: version }
      if (request.flags.has('help')) return { stdout: help }
      const whole = withProgram(request, context)
      if (request.flags.has('scope')) return await inScope(whole, context)
      return await run(systemd, whole, context)
    } catch (error) {
      if (error instanceof RunUsageError) return { stderr: `${error.message}\n`, exitCode: 1 }
      throw error
    }
  },
})

/** The request with the program's full path, which the unit's file is to name. */
function withProgram(request: RunRequest, { fs, cwd }: ShellContext): RunRequest {
  const [program, ...rest] = request.command
  if (program === undefined) throw new RunUsageError('Command line to execute required.')
  const path = program.includes('/')
    ? program
    : rootPath
        .split(':')
        .map((directory) => `${directory}/${program}`)
        .find((each) => fs.exists(each))
  if (path === undefined || !fs.exists(path))
    throw new RunUsageError(`Failed to find executable ${program}: No such file or directory`)
  const directory = request.flags.has('same-dir') ? [`WorkingDirectory=${cwd}`] : []
  return {
    ...request,
    properties: [...directory, ...request.properties],
    command: [path, ...rest],
  }
}

const serviceTypes = new Set(['simple', 'exec', 'forking', 'oneshot', 'dbus', 'notify', 'idle'])

const help = `systemd-run [OPTIONS...] COMMAND [ARGUMENTS...]

Run the specified command in a transient scope or service.
`

/** `--scope`: the command is the caller's own child, with all that this has open. */
async function inScope(request: RunRequest, context: ShellContext): Promise<CommandOutput> {
  if (context.user.uid !== 0)
    return { stderr: 'Failed to start transient scope unit: Access denied\n', exitCode: 1 }
  const made = `run-r${context.machine.random.of('systemd-run').uuid().replaceAll('-', '')}`
  const name = `${(request.unit ?? made).replace(/\.scope$/, '')}.scope`
  const said = request.flags.has('quiet') ? '' : `Running scope as unit: ${name}\n`
  context.openFile(2)?.write(bytesOf(said))
  return context.shell.launch(request.command)
}

/** Its output, as it comes, is the caller's. */
const pipeOf = (context: ShellContext): ServicePipe => ({
  stdin: context.stdinBytes,
  out: context.stream,
  err: (text) => context.openFile(2)?.write(bytesOf(text)),
})

async function run(
  systemd: Systemd,
  request: RunRequest,
  context: ShellContext,
): Promise<CommandOutput> {
  const { service, timer } = namesOf(request, context)
  const isTimer = request.triggers.length > 0
  const texts = [
    ...(isTimer ? [[timer, transientTimer(request)] as const] : []),
    [service, transientService(request)] as const,
  ]
  const kind = isTimer ? 'timer' : 'service'
  const refused = (why: string): CommandOutput => ({
    stderr: `Failed to start transient ${kind} unit: ${why}\n`,
    exitCode: 1,
  })
  if (context.user.uid !== 0) return refused('Access denied')
  const [, type] =
    /^Type=(.*)$/.exec(request.properties.find((each) => each.startsWith('Type=')) ?? '') ?? []
  if (type !== undefined && !serviceTypes.has(type)) return refused(`Invalid Type setting: ${type}`)
  const taken = texts.map(([name]) => name).find((name) => systemd.find(name))
  if (taken) return refused(`Unit ${taken} was already loaded or has a fragment file.`)
  const options = {
    collect: request.flags.has('collect') || request.properties.includes('CollectMode=inactive-or-failed'), // prettier-ignore
    recorder: context.shell.call.recorder,
    ...(request.flags.has('pipe') && { pipe: pipeOf(context) }),
  }
  const isPiped = request.flags.has('pipe')
  const early = isPiped && !request.flags.has('quiet') ? `Running as unit: ${service}\n` : ''
  context.openFile(2)?.write(bytesOf(early))
  const [first] = texts.map(([name, text]) => systemd.addTransient(name, text, options))
  const done = first?.start()
  const said =
    request.flags.has('quiet') || isPiped
      ? ''
      : isTimer
        ? `Running timer as unit: ${timer}\nWill run service as unit: ${service}\n`
        : `Running as unit: ${service}\n`
  if (isTimer || request.flags.has('no-block')) return { stderr: said }
  if ((request.flags.has('wait') || isPiped) && first instanceof ServiceUnit)
    return waitedFor(
      systemd,
      first,
      said,
      isPiped ? early !== '' && request.flags.has('wait') : said !== '',
    )
  if ((await done) !== 'failed') return { stderr: said }
  const hint = `See "systemctl status ${service}" and "journalctl -xeu ${service}" for details.\n`
  return {
    stderr: `Job for ${service} failed because the control process exited with error code.\n${hint}`,
    exitCode: 1,
  }
}

async function waitedFor(
  systemd: Systemd,
  unit: ServiceUnit,
  said: string,
  reports: boolean,
): Promise<CommandOutput> {
  await systemd.untilInactive(unit)
  const { lastEnding, lastRunMs = 0, result } = unit
  const exited = lastEnding && 'code' in lastEnding
  const how = exited ? `exited/status=${lastEnding.code}` : 'killed/status=TERM'
  const report = [
    `Finished with result: ${result}`,
    `Main processes terminated with: code=${how}`,
    `Service runtime: ${formatTimeSpan(lastRunMs)}`,
  ]
  return {
    stderr: reports ? `${said}${report.map((line) => `${line}\n`).join('')}` : said,
    exitCode: exited ? lastEnding.code : 1,
  }
}

function namesOf(
  { unit, triggers }: RunRequest,
  { machine }: ShellContext,
): { service: string; timer: string } {
  const made = triggers.length > 0 ? `run-r${machine.random.of('systemd-run').uuid().replaceAll('-', '')}` : `run-u${machine.processes.nextPid()}` // prettier-ignore
  const bare = (unit ?? made).replace(/\.(service|timer)$/, '')
  return { service: `${bare}.service`, timer: `${bare}.timer` }
}
