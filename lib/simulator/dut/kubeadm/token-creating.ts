import type { CommandLine } from '../../go/command-line'
import { durationMistake, parseGoDuration } from '../../go/duration'
import { goStrings } from '../../kubernetes/api/validation/go-values'
import type { CommandOutput } from '../../machine/types'
import { timestamp } from '../../time/timestamp'
import { ApiFailure, askApi } from '../api-access'
import { secretOf, type TokenDescription } from './bootstrap-secret'
import { invalid, KubeadmFailure } from './failure'
import { publicKeyHash } from './public-key-hash'
import { secretsPath, type TokenCluster } from './token-keeping'

const tokenForm = String.raw`"\\A([a-z0-9]{6})\\.([a-z0-9]{16})\\z"`
const defaultGroup = 'system:bootstrappers:kubeadm:default-node-token'
const validUsages = ['signing', 'authentication']
const groupForm = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/

/** The token that `kubeadm token create` is to make. Throws KubeadmFailure with what is wrong with it. */
export function tokenAsked(line: CommandLine, given: string, now: number): TokenDescription {
  if (!/^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(given))
    throw new KubeadmFailure(
      `the bootstrap token ${JSON.stringify(given)} was not of the form ${tokenForm}`,
    )
  const [id = '', secret = ''] = given.split('.')
  const ttl = line.value('ttl') ?? '24h0m0s'
  const ms = parseGoDuration(ttl)
  if (ms === undefined)
    throw new KubeadmFailure(
      `invalid argument ${JSON.stringify(ttl)} for "--ttl" flag: ${durationMistake(ttl)}`,
    )
  const usages = listed(line, 'usages', ['signing', 'authentication'])
  const groups = listed(line, 'groups', [defaultGroup])
  const mistakes = [...usageMistakes(usages), ...groupMistakes(groups, usages)]
  if (mistakes.length > 0) throw invalid(mistakes)
  return {
    id,
    secret,
    description: line.value('description') ?? '',
    expires: ms === 0 ? undefined : timestamp(now + ms),
    usages: usages.toSorted(),
    groups,
  }
}

const listed = (line: CommandLine, flag: string, otherwise: readonly string[]): string[] => {
  const given = line.values(flag).flatMap((each) => each.split(','))
  return given.length > 0 ? given : [...otherwise]
}

function usageMistakes(usages: readonly string[]): string[] {
  const wrong = usages.filter((usage) => !validUsages.includes(usage))
  if (wrong.length === 0) return []
  return [
    `bootstrapTokens.0.usages: Invalid value: ${goStrings(usages)}: invalid bootstrap token usage string: ${wrong.join(',')}, valid usage options: ${validUsages.join(',')}`,
  ]
}

function groupMistakes(groups: readonly string[], usages: readonly string[]): string[] {
  const wrong = groups.find((group) => !groupForm.test(group))
  const why = !usages.includes('authentication')
    ? 'token groups cannot be specified unless --usages includes "authentication"'
    : wrong === undefined
      ? undefined
      : `bootstrap group ${JSON.stringify(wrong)} is invalid (must match \\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\\z)`
  return why === undefined
    ? []
    : [`bootstrapTokens.0.groups: Invalid value: ${goStrings(groups)}: ${why}`]
}

/** Makes the token, and prints it, or the command that joins with it. */
export async function createToken(
  token: TokenDescription,
  cluster: TokenCluster,
  line: CommandLine,
): Promise<CommandOutput> {
  const { parts, access, signal } = cluster
  const { id, secret } = token
  const body = secretOf(token)
  const isDry = line.is('dry-run')
  if (!isDry) {
    if (await exists(id, cluster))
      throw new KubeadmFailure(`a token with id ${JSON.stringify(id)} already exists`)
    const change = { method: 'POST', body, userAgent: 'kubeadm' } as const
    await askApi(parts, access, secretsPath, signal, change)
  }
  const { host, port, ca } = access
  const made = line.is('print-join-command')
    ? `kubeadm join ${host}:${port} --token ${id}.${secret}     --discovery-token-ca-cert-hash ${publicKeyHash(ca)} `
    : `${id}.${secret}`
  return { stdout: `${isDry ? dryRun(id, body) : ''}${made}\n` }
}

async function exists(id: string, { parts, access, signal }: TokenCluster): Promise<boolean> {
  try {
    await askApi(parts, access, `${secretsPath}/bootstrap-token-${id}`, signal)
    return true
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return false
    throw error
  }
}

const dryRun = (
  id: string,
  body: object,
): string => `[dryrun] Would perform action GET on resource "secrets" in API group "core/v1"
[dryrun] Resource name: "bootstrap-token-${id}"
[dryrun] The GET request didn't yield any result, the API Server returned a NotFound error.
[dryrun] Would perform action CREATE on resource "secrets" in API group "core/v1"
[dryrun] Attached object:
${indented(body, '\t')}`

/** As YAML, in the order of the keys. */
const indented = (object: object, indent: string): string =>
  Object.entries(object)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? `${indent}${key}:\n${indented(value, `${indent}  `)}`
        : `${indent}${key}: ${String(value)}\n`,
    )
    .join('')
