import type { CommandContext, CommandOutput } from '../../machine/types'
import type { CommandLine } from '../../go/command-line'
import type { DutParts } from '../dut-parts'
import { adminKubeconfig } from './admin-kubeconfig'
import { KubeadmFailure, subcommandFailure } from './failure'

const characters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const idForm = String.raw`"\\A([a-z0-9]{6})\\z"`
const tokenForm = String.raw`"\\A([a-z0-9]{6})\\.([a-z0-9]{16})\\z"`

/** `kubeadm token generate` answers by itself; the others ask a cluster, which a worker has no kubeconfig for. */
export function token(
  { random }: DutParts,
  line: CommandLine,
  context: Pick<CommandContext, 'fs' | 'machine' | 'user'>,
): CommandOutput {
  const [verb, ...rest] = line.words
  if (verb === 'generate') {
    const own = random.of('kubeadm token')
    return { stdout: `${own.text(6, characters)}.${own.text(16, characters)}\n` }
  }
  if (verb === undefined || !['create', 'delete', 'list'].includes(verb))
    throw subcommandFailure('token', verb)
  if (verb === 'delete' && rest.length === 0)
    throw new KubeadmFailure(
      `missing subcommand; 'token delete' is missing token of form ${idForm}`,
    )
  const [given] = rest
  if (verb === 'create' && given !== undefined && !/^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(given))
    throw new KubeadmFailure(
      `the bootstrap token ${JSON.stringify(given)} was not of the form ${tokenForm}`,
    )
  adminKubeconfig(line.value('kubeconfig'), context)
  context.machine.reportUnknown(`kubeadm token ${verb}`, `kubeadm token ${line.words.join(' ')}`)
  return { stderr: `kubeadm token ${verb}: tokens of a cluster are not simulated\n`, exitCode: 127 }
}
