import { Descriptors } from '../../../../shell/descriptors'
import { type Collected, NullFile, Readable } from '../../../../shell/open-file'
import { signalNamed, numberOfSignal } from '../../../../shell/signals'
import { settled, type Steps } from '../../../../shell/steps'
import type { ShellContext } from '../../../types'

interface Ends {
  /** What it reads, in place of awk's own input. */
  readonly input?: Buffer
  /** Where it prints, in place of awk's own output. */
  readonly output?: Collected
}

/** Runs commands in /bin/sh. The answer is the exit code; of one that a signal has ended, 256 and its number. */
export class Commands {
  constructor(private readonly context: ShellContext) {}

  /** As system(3) does: its shell is called `sh`. */
  *system(command: string): Steps<number> {
    return yield* this.#run('sh', command, {})
  }

  *piped(command: string, ends: Ends): Steps<number> {
    return yield* this.#run('/bin/sh', command, ends)
  }

  *#run(argv0: string, command: string, { input, output }: Ends): Steps<number> {
    const { context } = this
    const nothing = new NullFile()
    const descriptors = Descriptors.of(
      input ? new Readable(input) : (context.openFile(0) ?? nothing),
      output ?? context.openFile(1) ?? nothing,
      context.openFile(2) ?? nothing,
    )
    const shell = context.shell.child({ descriptors })
    const script = {
      text: command,
      argv0,
      dialect: 'dash',
      shownAs: ['sh', '-c', command],
    } as const
    try {
      const { exitCode, killedBy } = yield* settled(shell.run(script))
      return killedBy === undefined ? exitCode : 256 + numberOf(killedBy)
    } finally {
      descriptors.closeAll()
    }
  }
}

const numberOf = (signal: string): number => numberOfSignal(signalNamed(signal))
