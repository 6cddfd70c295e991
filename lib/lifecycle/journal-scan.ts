import { root } from '../host/command'
import { type Host } from '../host/host'
import { type RunId } from './run-id'

/** A run that has changes on the machine: under way, ended without undoing them, or kept on purpose. */
export interface Leftover {
  readonly run: RunId
  /** Its journal on the machine. */
  readonly directory: string
  /** `restoring`: somebody began to put the machine back. */
  readonly state: 'running' | 'restoring' | 'kept'
  /** How many changes are still to be undone. */
  readonly changes: number
}

/** Looks for journals that are not restored, oldest run first. */
export async function findLeftovers(host: Host, base: string): Promise<readonly Leftover[]> {
  const { stdout } = await host.run(root`
    for script in ${base}/*/restore.sh; do
      [ -e "$script" ] || continue
      directory=$(dirname "$script")
      state=$(cat "$directory/state" 2>/dev/null || echo running)
      changes=0
      for undo in "$directory"/[0-9][0-9][0-9]-*.sh; do
        if [ -e "$undo" ]; then changes=$((changes + 1)); fi
      done
      printf '%s\t%s\t%s\n' "$directory" "$state" "$changes"
    done`)
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [directory = '', state, changes] = line.split('\t')
      if (state !== 'running' && state !== 'restoring' && state !== 'kept') return []
      const run = directory.slice(directory.lastIndexOf('/') + 1)
      return [{ run, directory, state, changes: Number(changes) }]
    })
}
