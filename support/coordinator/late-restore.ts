import { spawnSync } from 'node:child_process'
import { minutes } from '../../lib/wait/duration'

/**
 * Puts the machines back after a run that ended without doing so: a hook outside of the scenarios threw, a
 * step called process.exit. It is done by a process of its own, because one that is exiting cannot wait for
 * a network. Answers whether every machine was restored.
 */
export const restoreLate = (machinesModule: string, testbedFile: string): boolean => {
  const { status } = spawnSync(
    process.execPath,
    [
      '-r',
      require.resolve('../../bin/register.cjs'),
      require.resolve('./late-restore-process'),
      machinesModule,
      testbedFile,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'], timeout: minutes(30) },
  )
  return status === 0
}
