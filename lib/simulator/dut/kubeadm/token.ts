import type { CommandContext, CommandOutput } from '../../machine/types'
import type { CommandLine } from '../../go/command-line'
import type { DutParts } from '../dut-parts'
import { KubeadmFailure } from './failure'

const adminConf = '/etc/kubernetes/admin.conf'
const characters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** `kubeadm token generate` answers by itself; the others ask a cluster, which a worker has no kubeconfig for. */
export function token(
  { random }: DutParts,
  line: CommandLine,
  { fs, machine }: Pick<CommandContext, 'fs' | 'machine'>,
): CommandOutput {
  const [verb, ...rest] = line.words
  if (verb === 'generate') {
    const own = random.of('kubeadm token')
    return { stdout: `${own.text(6, characters)}.${own.text(16, characters)}\n` }
  }
  if (verb === undefined || !['create', 'delete', 'list'].includes(verb))
    throw new KubeadmFailure(
      `invalid subcommand "${[verb, ...rest].join(' ')}"\nSee 'kubeadm token -h' for help and examples`,
    )
  if (verb === 'delete' && rest.length === 0)
    throw new KubeadmFailure(
      'missing subcommand; "token delete" is missing an argument of the form "^([a-z0-9]{6})$" or "^([a-z0-9]{6}).([a-z0-9]{16})$"',
    )
  const kubeconfig = line.value('kubeconfig') ?? adminConf
  if (!fs.exists(kubeconfig))
    throw new KubeadmFailure(
      `failed to load admin kubeconfig: open ${kubeconfig}: no such file or directory`,
    )
  machine.reportUnknown(`kubeadm token ${verb}`, `kubeadm token ${line.words.join(' ')}`)
  return { stderr: `kubeadm token ${verb}: tokens of a cluster are not simulated\n`, exitCode: 127 }
}
