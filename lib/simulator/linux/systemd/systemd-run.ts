import { rootPath } from '../../machine/environment'
import type { CommandOutput, ShellCommand, ShellContext } from '../../machine/types'
import { ServiceUnit } from './service-unit'
import { version } from '../systemctl/systemctl'
import type { Systemd } from './systemd'
import { parseRunRequest, type RunRequest, RunUsageError } from './systemd-run-call'
import { formatTimeSpan } from './time-span'
import { transientService, transientTimer } from './transient-units'

/** `systemd-run` of systemd 252: a command as a transient service, at once or by a timer. */
export const systemdRunCommand = (systemd: Systemd): ShellCommand => ({
  name: 'systemd-run',
  async run(args, context) {
    try {
      const request = parseRunRequest(args)
      if (request.flags.has('version')) return { stdout: version }
      return await run(systemd, withProgram(request, context), context)
    } catch (error) {
      if (error instanceof RunUsageError) return { stderr: `${error.message}\n`, exitCode: 1 }
      throw error
    }
  },
})

/** The request with the program's full path, which the unit's file is to name. */
function withProgram(request: RunRequest, { fs }: ShellContext): RunRequest {
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
  return { ...request, command: [path, ...rest] }
}

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
  const taken = texts.map(([name]) => name).find((name) => systemd.find(name))
  if (taken) return refused(`Unit ${taken} was already loaded or has a fragment file.`)
  const options = {
    collect: request.flags.has('collect') || request.properties.includes('CollectMode=inactive-or-failed'), // prettier-ignore
    recorder: context.shell.call.recorder,
  }
  const [first] = texts.map(([name, text]) => systemd.addTransient(name, text, options))
  const done = first?.start()
  const said = request.flags.has('quiet')
    ? ''
    : isTimer
      ? `Running timer as unit: ${timer}\nWill run service as unit: ${service}\n`
      : `Running as unit: ${service}\n`
  if (isTimer || request.flags.has('no-block')) return { stderr: said }
  if (request.flags.has('wait') && first instanceof ServiceUnit)
    return waitedFor(systemd, first, said)
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
    stderr: said && `${said}${report.map((line) => `${line}\n`).join('')}`,
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
