import type { Fields } from '../../databases/databases'
import { type DutParts, nodeNameOf } from '../dut-parts'
import { reprList } from '../python-text'
import { adminConf } from './ca-download'
import type { CommandRunner } from './command-runner'
import type { CtrmgrdLog } from './ctrmgrd-log'

/**
 * kube_commands' kube_write_labels: reads the node's labels, takes away those that change, and sets them anew.
 * Answers the exit code of the last kubectl. Until 202511 an answer without a label is an IndexError that nothing
 * catches: the exit code of what is read is that of `cut`, so that nobody sees kubectl fail.
 */
export async function writeLabels(
  parts: DutParts,
  runner: CommandRunner,
  log: CtrmgrdLog,
  wanted: Fields,
): Promise<number> {
  const node = nodeNameOf(parts)
  const kubectl = ['kubectl', '--kubeconfig', adminConf]
  const { stdout } = await runner.run(
    `${kubectl.join(' ')} get nodes ${node} --show-labels --no-headers |tr -s ' ' | cut -f6 -d' '`,
  )
  const trusting = parts.variant.ctrmgrd === 'trusting'
  const pairs = stdout
    .trim()
    .split(',')
    .map((pair) => pair.split('='))
  if (trusting && pairs.some(({ length }) => length < 2))
    throw new Error('IndexError: list index out of range')
  const present = new Map(pairs.map(([name = '', value]) => [name, value]))
  const changed = Object.entries(wanted).filter(([name, value]) => present.get(name) !== value)
  if (changed.length === 0) {
    log.command('kube_write_labels', 'Given labels are in sync with node labels. Hence no-op')
    return 0
  }
  const label = (words: readonly string[]): Promise<{ exitCode: number }> => {
    const line = [...kubectl, 'label', '--overwrite', 'nodes', node, ...words]
    return trusting ? runner.run(line.join(' ')) : runner.runList(line)
  }
  const stale = changed.filter(([name]) => present.has(name)).map(([name]) => `${name}-`)
  if (stale.length > 0) await label(stale)
  const set = changed.map(([name, value]) => `${name}=${value}`)
  const { exitCode } = await label(set)
  log.command(
    'kube_write_labels',
    `${exitCode === 0 ? 'Applied' : 'Failed to apply'} kube labels ${trusting ? `${set.join(' ')} ` : reprList(set)} ret=${exitCode}`,
  )
  return exitCode
}
