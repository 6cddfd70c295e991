import type { CommandLine } from '../../go/command-line'
import { newBootstrapToken } from '../../kubernetes/control-plane/bootstrap-token'
import type { CommandContext, CommandOutput } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { readKubeconfig } from '../kubeconfig'
import { adminKubeconfig } from './admin-kubeconfig'
import { KubeadmFailure, subcommandFailure } from './failure'
import { createToken, tokenAsked } from './token-creating'
import { deleteTokens, listTokens } from './token-keeping'

const idForm = String.raw`"\\A([a-z0-9]{6})\\z"`
const verbs = ['create', 'delete', 'list']

/** `kubeadm token generate` answers by itself; the others ask the cluster of an administrator's kubeconfig. Throws KubeadmFailure. */
export async function token(
  parts: DutParts,
  line: CommandLine,
  context: CommandContext,
): Promise<CommandOutput> {
  const [verb, ...rest] = line.words
  if (verb === 'generate') return { stdout: `${newToken(parts)}\n` }
  if (verb === undefined || !verbs.includes(verb)) throw subcommandFailure('token', verb)
  if (verb === 'delete' && rest.length === 0)
    throw new KubeadmFailure(
      `missing subcommand; 'token delete' is missing token of form ${idForm}`,
    )
  const asked =
    verb === 'create' ? tokenAsked(line, rest[0] ?? newToken(parts), parts.clock.now()) : undefined
  const kubeconfig = adminKubeconfig(line.value('kubeconfig'), context, line.is('dry-run'))
  const access = readKubeconfig(kubeconfig, context.fs)
  const cluster = { parts, access, signal: context.signal }
  if (asked) return createToken(asked, cluster, line)
  return verb === 'list' ? listTokens(cluster, line) : deleteTokens(rest, cluster)
}

function newToken({ random }: DutParts): string {
  const { id, secret } = newBootstrapToken(random.of('kubeadm token'))
  return `${id}.${secret}`
}
