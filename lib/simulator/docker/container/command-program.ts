import { rootPath } from '../../machine/environment'
import { pauseOn } from '../../machine/pause'
import { Output } from '../../machine/process/output'
import type { Process } from '../../machine/process/processes'
import { type Call, type FirstProcess, type Script, Shell } from '../../machine/process/shell'
import type { ShellCommand } from '../../machine/types'
import type { Descriptors } from '../../shell/descriptors'
import { statusOfSignal } from '../../shell/signals'
import type { ContainerProgram, RunningProgram } from './container-program'
import { scriptOf } from './container-script'
import type { ProgramRun } from './program-run'

/** Nobody has described it: it runs until it is ended. */
const stranger: ShellCommand = {
  name: 'stranger',
  run: async (_, { pause }) => {
    await pause(Infinity)
    return { exitCode: statusOfSignal() }
  },
}

/**
 * What somebody gave a container to run in place of its image's program: it is truly run, in the container's own files,
 * by its shell; time passes for it at the testbed's pace. Where it calls what is not in the twin's container it waits there:
 * the image may have it.
 */
export const commandProgram = (command: readonly string[]): ContainerProgram<ProgramRun> => ({
  start: (self) => run(command, self),
})

function run(command: readonly string[], self: ProgramRun): RunningProgram {
  const { inside } = self
  let process: Process | undefined
  let isStopped = false
  const first: FirstProcess = { started: (started) => (process = started) }
  const output = new Output({
    onStdout: (text) => self.log(text),
    onStderr: (text) => self.log(text, 'stderr'),
  })
  const descriptors = output.descriptors()
  const shell = shellFor(self, descriptors)
  const script = scriptOf(inside, command)
  const ended = (
    script ? shell.run({ ...script, first } satisfies Script) : shell.launch(command, { first })
  ).then(async ({ exitCode }) => {
    // What it has started beside itself does not outlive it.
    inside.goDown()
    descriptors.closeAll()
    await output.ended(inside.power.signal)
    if (!isStopped) self.exit(exitCode)
    return exitCode
  })
  self.signal.addEventListener('abort', () => inside.goDown(), { once: true })
  return {
    isGiven: true,
    terminate: (signal) => {
      isStopped = true
      process?.onSignal?.(signal)
      return ended
    },
  }
}

function shellFor(self: ProgramRun, descriptors: Descriptors): Shell {
  const { inside, clock, signal, env, user: name } = self
  if (!inside.power.isOn) inside.power.restore()
  const call: Call = {
    recorder: undefined,
    stranger,
    wait: pauseOn(clock),
  }
  const user = inside.users.find(name) ?? inside.user('root')
  return new Shell(inside, call, {
    user,
    cwd: self.workingDir,
    // Nobody has logged in.
    env: { PATH: rootPath, HOSTNAME: inside.hostname, HOME: user.home, ...env },
    umask: 0o022,
    signal,
    descriptors,
  })
}
