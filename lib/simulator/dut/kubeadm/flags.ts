import { type CommandLine, type FlagTable, parseCommandLine } from '../../go/command-line'

/** klog's and kubeadm's own, for every verb. */
const everywhere: FlagTable = {
  'v|v': 'value',
  'add-dir-header': 'optional',
  'log-file': 'value',
  'log-file-max-size': 'value',
  'one-output': 'optional',
  rootfs: 'value',
  'skip-headers': 'optional',
  'skip-log-headers': 'optional',
}

const join: FlagTable = {
  'apiserver-advertise-address': 'value',
  'apiserver-bind-port': 'value',
  'certificate-key': 'value',
  config: 'value',
  'control-plane': 'optional',
  'cri-socket': 'value',
  'discovery-file': 'value',
  'discovery-token': 'value',
  'discovery-token-ca-cert-hash': 'value',
  'discovery-token-unsafe-skip-ca-verification': 'optional',
  'experimental-patches': 'value',
  'ignore-preflight-errors': 'value',
  'node-name': 'value',
  'skip-phases': 'value',
  'tls-bootstrap-token': 'value',
  token: 'value',
}

const tables: Readonly<Record<string, FlagTable>> = {
  join,
  config: {
    'component-configs': 'value',
    config: 'value',
    'feature-gates': 'value',
    'image-repository': 'value',
    kubeconfig: 'value',
    'kubernetes-version': 'value',
    'new-config': 'value',
    'old-config': 'value',
    'output|o': 'value',
  },
  reset: {
    'cert-dir': 'value',
    'cri-socket': 'value',
    'force|f': 'switch',
    'ignore-preflight-errors': 'value',
    kubeconfig: 'value',
    'skip-phases': 'value',
  },
  token: {
    'certificate-key': 'value',
    config: 'value',
    description: 'value',
    'dry-run': 'optional',
    groups: 'value',
    kubeconfig: 'value',
    'output|o': 'value',
    'print-join-command': 'optional',
    ttl: 'value',
    usages: 'value',
  },
  version: { 'output|o': 'value' },
}

/** Takes apart what follows a verb of kubeadm; throws FlagError. */
export const parseFlags = (verb: string, args: readonly string[]): CommandLine =>
  parseCommandLine(args, { ...everywhere, ...tables[verb] })

/** The checks that are not to fail it, in lower case; `all` stands for every one. */
export const ignoredChecks = (line: CommandLine): readonly string[] =>
  line
    .values('ignore-preflight-errors')
    .flatMap((each) => each.split(','))
    .map((name) => name.toLowerCase())
