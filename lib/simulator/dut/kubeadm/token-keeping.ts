import type { CommandLine } from '../../go/command-line'
import type { Secret } from '../../kubernetes/objects'
import { inColumns } from '../../go/columns'
import { notSimulated } from '../../machine/commands/not-simulated'
import type { CommandOutput } from '../../machine/types'
import { ApiFailure, askApi } from '../api-access'
import type { DutParts } from '../dut-parts'
import type { ClusterAccess } from '../kubeconfig'
import { type TokenDescription, tokenIn } from './bootstrap-secret'
import { KubeadmFailure } from './failure'

/** The cluster whose tokens are looked after. */
export interface TokenCluster {
  readonly parts: DutParts
  readonly access: ClusterAccess
  readonly signal: AbortSignal
}

/** Where a cluster keeps them. */
export const secretsPath = '/api/v1/namespaces/kube-system/secrets'

const formats =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,template,templatefile,text,yaml'

/** `kubeadm token list`: a table whose rows are as wide as their own cells, or JSON. */
export async function listTokens(
  { parts, access, signal }: TokenCluster,
  line: CommandLine,
): Promise<CommandOutput> {
  const format = line.value('output') ?? 'text'
  if (!formats.split(',').includes(format))
    throw new KubeadmFailure(
      `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${formats}`,
    )
  const only = encodeURIComponent('type=bootstrap.kubernetes.io/token')
  const found = await inKubeadmsWords('failed to list bootstrap tokens: ', () =>
    askApi<{ items: Secret[] }>(parts, access, `${secretsPath}?fieldSelector=${only}`, signal),
  )
  const tokens = found.items.map(tokenIn)
  if (format === 'json') return { stdout: tokens.map(asJson).join('') }
  if (format === 'text') return { stdout: table(tokens, parts.clock.now()) }
  return notSimulated(parts.machine, `kubeadm token list -o ${format}`, 'kubeadm token list')
}

/** `kubeadm token delete`: by their ids, or as a whole. */
export async function deleteTokens(
  given: readonly string[],
  { parts, access, signal }: TokenCluster,
): Promise<CommandOutput> {
  let stdout = ''
  for (const each of given) {
    const [, id] = /^([a-z0-9]{6})(?:\.[a-z0-9]{16})?$/.exec(each) ?? []
    if (id === undefined)
      throw new KubeadmFailure(
        String.raw`given token didn't match pattern "\\A([a-z0-9]{6})\\z" or "\\A([a-z0-9]{6})\\z"`,
      )
    const change = { method: 'DELETE', userAgent: 'kubeadm' } as const
    await inKubeadmsWords(`failed to delete bootstrap token ${JSON.stringify(id)}: `, () =>
      askApi(parts, access, `${secretsPath}/bootstrap-token-${id}`, signal, change),
    )
    stdout += `bootstrap token ${JSON.stringify(id)} deleted\n`
  }
  return { stdout }
}

async function inKubeadmsWords<T>(before: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ApiFailure) throw new KubeadmFailure(`${before}${error.message}`)
    throw error
  }
}

const asJson = ({ id, secret, description, expires, usages, groups }: TokenDescription): string =>
  `${JSON.stringify(
    {
      kind: 'BootstrapToken',
      apiVersion: 'output.kubeadm.k8s.io/v1alpha1',
      token: `${id}.${secret}`,
      ...(description !== '' && { description }),
      ...(expires !== undefined && { expires }),
      usages,
      groups,
    },
    null,
    4,
  )}\n`

const head = ['TOKEN', 'TTL', 'EXPIRES', 'USAGES', 'DESCRIPTION', 'EXTRA GROUPS']

function table(tokens: readonly TokenDescription[], now: number): string {
  const rows = tokens.map(({ id, secret, description, expires, usages, groups }) => [
    `${id}.${secret}`,
    (expires === undefined ? '<forever>' : shortDuration(Date.parse(expires) - now)).padEnd(9),
    expires ?? '<never>',
    (usages.join(',') || '<none>').padEnd(22),
    (description || '<none>').padEnd(56),
    groups.join(',') || '<none>',
  ])
  // A tabwriter is flushed behind each row.
  return rows.map((row, i) => inColumns(i === 0 ? [head, row] : [row], '', 10)).join('')
}

/** As apimachinery's ShortHumanDuration: the largest unit alone. */
function shortDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 60) return `${Math.max(0, seconds)}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  const hours = Math.floor(seconds / 3600)
  if (hours < 24) return `${hours}h`
  return hours < 24 * 365 ? `${Math.floor(hours / 24)}d` : `${Math.floor(hours / 24 / 365)}y`
}
