import { type TestContext } from 'node:test'
import { root } from '../../lib/host/command'
import { type Host } from '../../lib/host/host'
import { request, run } from '../../lib/lifecycle/fixtures/test-machine'
import { Journal, journals } from '../../lib/lifecycle/journal/journal'
import { askForLease } from '../../lib/lifecycle/lease/lease'
import { restore } from '../../lib/lifecycle/restore/restore'
import { cleaning, furnishing, installPrograms } from './programs'
import { type ShellName, undoShell, type UndoShell } from './shells'
import { nameOf, type Trial } from './trial'

/** What a change and its undo did in one shell. */
export interface Effects {
  /** What the change itself made otherwise, by path. */
  readonly changed: Differences
  /** Exit code and words of the undo script, run twice. */
  readonly said: readonly string[]
  /** What is otherwise than before when it is undone. */
  readonly left: Differences
  /** The machine's own programs that were called to alter something, in this order. */
  readonly calls: readonly string[]
}

/** Contents by path, `absent` where there is nothing any more. */
export type Differences = Readonly<Record<string, string>>

/**
 * Makes each change in one shell, lets happen what happens, and undoes it by its script alone. All in one journal, whose
 * last undo is that of the boot service.
 */
export async function effectsIn(
  t: TestContext,
  shell: ShellName,
  trials: readonly Trial[],
): Promise<Readonly<Record<string, Effects>>> {
  const machine = undoShell(t, shell)
  const { host } = machine
  installPrograms(machine)
  await host.run(furnishing)
  await askForLease(host, { ...request, armed: true })
  const untouched = machine.files()
  const journal = new Journal(run)
  await journal.open(host)
  const opened = differences(untouched, machine.files())
  const effects: Record<string, Effects> = {}
  for (const trial of trials) effects[nameOf(trial)] = await effectsOf(machine, journal, trial)
  await host.run(cleaning)
  const before = machine.files()
  const said = await undoTwice(host)
  effects['boot service'] = {
    changed: opened,
    said,
    left: differences(before, machine.files()),
    calls: callsOf(machine),
  }
  await restore(host, run)
  return effects
}

async function effectsOf(
  machine: UndoShell,
  journal: Journal,
  { change, given = nothing, meanwhile }: Trial,
): Promise<Effects> {
  const { host, files } = machine
  await host.run(root`
    ${cleaning}
    ${given}`)
  const before = files()
  await host.run(journal.compose(change), change.stdin === undefined ? {} : { stdin: change.stdin })
  const changed = differences(before, files())
  if (meanwhile) await host.run(meanwhile)
  const said = await undoTwice(host)
  return { changed, said, left: differences(before, files()), calls: callsOf(machine) }
}

const nothing = root`:`

/** Runs the last undo script of the journal, twice, and takes it away as restore.sh does; what it said, and its exit codes. */
async function undoTwice(host: Host): Promise<readonly string[]> {
  const { stdout, stderr } = await host.run(root`
    cd ${journals}/${run}
    set -- [0-9]*.sh
    for last in "$@"; do :; done
    for times in 1 2; do
      code=0
      sh "$last" || code=$?
      echo "exit code $code"
    done
    mv "$last" "\${last%.sh}.done"`)
  return (stdout + stderr).trimEnd().split('\n')
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Differences {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return Object.fromEntries(
    paths
      .filter((path) => before.get(path) !== after.get(path))
      .map((path) => [path, withoutTimes(after.get(path) ?? 'absent')]),
  )
}

const callsOf = ({ read }: UndoShell): string[] =>
  withoutTimes(read('/var/log/calls')).trimEnd().split('\n')

const withoutTimes = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'a time')
