import type { CommandLine } from '../../go/command-line'
import type { FileSystem } from '../../file-system/file-system'
import { subdomain } from '../../kubernetes/api/validation/names'
import { invalid, invalidValue, KubeadmFailure } from './failure'
import { ignoredChecks } from './flags'

/** What `kubeadm join` was asked for, once nothing is wrong with it. */
export interface JoinOptions {
  /** The server that it was to find the cluster by, with a token; else the discovery file counts. */
  readonly endpoint: string | undefined
  readonly discoveryFile: string
  readonly token: string
  /** `sha256:…` of public keys, one of which the cluster's CA must have; none: any will do. */
  readonly pins: readonly string[]
  readonly nodeName: string
  readonly ignored: readonly string[]
  /** The only one that is to be done. */
  readonly phase?: JoinPhase | undefined
}

/** What a worker can do alone of a join. */
export type JoinPhase = 'preflight' | 'kubelet-start'

const bootstrapToken = /^[a-z0-9]{6}\.[a-z0-9]{16}$/

/** Reads flags and words of `kubeadm join`; throws KubeadmFailure with everything that is wrong. */
export function joinOptions(line: CommandLine, hostname: string, fs: FileSystem): JoinOptions {
  if (line.words.length > 1)
    throw new KubeadmFailure(`accepts at most 1 arg(s), received ${line.words.length}`)
  const file = line.value('config')
  if (file !== undefined && !fs.exists(file))
    throw new KubeadmFailure(
      `unable to read config from "${file}" : open ${file}: no such file or directory`,
    )
  const [endpoint] = line.words
  const discoveryFile = line.value('discovery-file') ?? ''
  const given = line.value('token') ?? ''
  const token = line.value('discovery-token') ?? given
  const tlsToken = line.value('tls-bootstrap-token') ?? given
  const nodeName = (line.value('node-name') ?? hostname).trim().toLowerCase()
  const ignored = ignoredChecks(line)
  const mistakes = [
    ...bothOrNeither(endpoint, discoveryFile),
    ...(endpoint === undefined ? [] : tokenMistakes(line, endpoint, token, tlsToken)),
    ...(discoveryFile === '' ? [] : fileMistakes(discoveryFile, tlsToken, fs)),
    ...(subdomain.pattern.test(nodeName) ? [] : [invalidValue('nodeRegistration.name', nodeName, subdomain.rule)]),
  ] // prettier-ignore
  if (mistakes.length > 0) throw invalid(mistakes)
  refuseAllAndMore(ignored)
  const pins = line.values('discovery-token-ca-cert-hash')
  return { endpoint, discoveryFile, token, nodeName, ignored, pins }
}

const bothOrNeither = (endpoint: string | undefined, file: string): string[] => {
  if (endpoint === undefined && file === '')
    return [invalidValue('discovery', '', 'bootstrapToken or file must be set')]
  if (endpoint !== undefined && file !== '')
    return [invalidValue('discovery', '', 'bootstrapToken and file cannot both be set')]
  return []
}

const tokenMistakes = (
  line: CommandLine,
  endpoint: string,
  token: string,
  tlsToken: string,
): string[] => {
  const field = 'discovery.bootstrapToken'
  const isPinned =
    line.values('discovery-token-ca-cert-hash').length > 0 ||
    line.is('discovery-token-unsafe-skip-ca-verification')
  return [
    ...(isPinned ? [] : [invalidValue(field, '', unpinned)]),
    ...tokenMistake(`${field}.token`, token),
    ...(/^(\[[^\]]*\]|[^:]*):[^:]*$/.test(endpoint)
      ? []
      : [invalidValue(`${field}.apiServerEndpoint`, endpoint, `address ${endpoint}: ${unsplit(endpoint)}`)]),
    ...tokenMistake('discovery.tlsBootstrapToken', tlsToken),
  ] // prettier-ignore
}

const unpinned =
  'using token-based discovery without caCertHashes can be unsafe. Set unsafeSkipCAVerification as true in your kubeadm config file or pass --discovery-token-unsafe-skip-ca-verification flag to continue'

const unsplit = (endpoint: string): string =>
  endpoint.includes(':') && !endpoint.startsWith('[')
    ? 'too many colons in address'
    : 'missing port in address'

const tokenMistake = (field: string, token: string): string[] =>
  bootstrapToken.test(token) ? [] : [invalidValue(field, token, 'the bootstrap token is invalid')]

const fileMistakes = (file: string, tlsToken: string, fs: FileSystem): string[] => {
  const field = 'discovery.file.kubeConfigPath'
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(file)?.[1]
  const mistake =
    scheme === undefined
      ? !fs.exists(file) && 'not a valid HTTPS URL or a file on disk'
      : scheme !== 'https' && 'if a URL is used, the scheme must be https'
  return [
    ...(mistake ? [invalidValue(field, file, mistake)] : []),
    ...(tlsToken === '' ? [] : tokenMistake('discovery.tlsBootstrapToken', tlsToken)),
  ]
}

function refuseAllAndMore(ignored: readonly string[]): void {
  if (!ignored.includes('all') || ignored.length === 1) return
  const given = ignored.toSorted().join(',')
  throw invalid([
    invalidValue('ignore-preflight-errors', given, "don't specify individual checks if 'all' is used"),
  ]) // prettier-ignore
}
