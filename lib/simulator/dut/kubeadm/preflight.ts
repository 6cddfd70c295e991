import { notThere } from '../../docker/docker-error'
import type { CommandContext } from '../../machine/types'
import { minorOf } from '../../kubernetes/release/kubernetes-release'
import { lookUp } from '../../network/dial'
import type { DutParts } from '../dut-parts'
import { dutListeners } from '../listeners'
import { JoinError } from './join-error'

/** What a check has found; by its name it can be ignored. */
interface Finding {
  readonly check: string
  readonly severity: 'WARNING' | 'ERROR'
  readonly text: string
}

type Context = Pick<CommandContext, 'fs' | 'sh' | 'user'>

/** Fails like the real one when others than root run kubeadm: before any other check. */
export function insistOnRoot({ user }: Pick<Context, 'user'>, ignored: readonly string[]): void {
  if (user.uid === 0) return
  const text = 'user is not running as root'
  judge([{ check: 'IsPrivilegedUser', severity: 'ERROR', text }], ignored)
}

/**
 * Runs the checks of `kubeadm join` in their order; answers the lines of its warnings. Throws JoinError where one has failed
 * that is not ignored; `warn` has been told the warnings by then.
 */
export async function checkHost(
  parts: DutParts,
  context: Context,
  { nodeName, ignored }: { readonly nodeName: string; readonly ignored: readonly string[] },
  warn: (line: string) => void,
): Promise<void> {
  const drivesDocker = minorOf(parts.variant.kubernetes) < 24
  const findings = [
    ...dirAvailable(context, '/etc/kubernetes/manifests'),
    ...fileAvailable(context, '/etc/kubernetes/kubelet.conf'),
    ...fileAvailable(context, '/etc/kubernetes/bootstrap-kubelet.conf'),
    ...(drivesDocker ? await docker(parts, context) : []),
    ...kernel(parts, context),
    ...(drivesDocker ? dockerVersion(parts) : []),
    ...hostname(parts, nodeName),
    ...serviceEnabled(parts, 'kubelet'),
    ...kubeletPort(parts, context),
    ...fileAvailable(context, '/etc/kubernetes/pki/ca.crt'),
  ]
  judge(findings, ignored, warn)
}

function judge(
  findings: readonly Finding[],
  ignored: readonly string[],
  warn: (line: string) => void = () => undefined,
): void {
  const isIgnored = (check: string): boolean =>
    ignored.includes('all') || ignored.includes(check.toLowerCase())
  const isError = ({ severity, check }: Finding): boolean =>
    severity === 'ERROR' && !isIgnored(check)
  for (const finding of findings)
    if (!isError(finding)) warn(`\t[WARNING ${finding.check}]: ${finding.text}`)
  const errors = findings.filter(isError).map(({ check, text }) => `\t[ERROR ${check}]: ${text}`)
  if (errors.length === 0) return
  const advice =
    '[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`'
  throw new JoinError(
    'preflight',
    `[preflight] Some fatal errors occurred:\n${errors.join('\n')}\n${advice}`,
  )
}

const error = (check: string, text: string): Finding => ({ check, severity: 'ERROR', text })
const warning = (check: string, text: string): Finding => ({ check, severity: 'WARNING', text })
const named = (check: string, path: string): string => `${check}-${path.replaceAll('/', '-')}`

const dirAvailable = ({ fs }: Context, path: string): Finding[] =>
  fs.exists(path) && fs.list(path).length > 0
    ? [error(named('DirAvailable', path), `${path} is not empty`)]
    : []

const fileAvailable = ({ fs }: Context, path: string): Finding[] =>
  fs.exists(path) ? [error(named('FileAvailable', path), `${path} already exists`)] : []

async function docker(parts: DutParts, { sh }: Context): Promise<Finding[]> {
  const { exitCode, stdout } = await sh('docker info 2>&1')
  const driver = parts.docker.options.cgroupDriver
  const isDead = exitCode !== 0
  return [
    ...(isDead
      ? [error('CRI', `container runtime is not running: output: ${stdout}, error: exit status ${exitCode}`)]
      : []),
    ...serviceEnabled(parts, 'docker'),
    ...(parts.systemd.find('docker')?.state === 'active'
      ? []
      : [error('Service-Docker', "docker service is not active, please run 'systemctl start docker.service'")]),
    ...(isDead
      ? [warning('IsDockerSystemdCheck', `cannot execute 'docker info -f {{.CgroupDriver}}': exit status ${exitCode}`)]
      : driver === 'cgroupfs'
        ? [warning('IsDockerSystemdCheck', 'detected "cgroupfs" as the Docker cgroup driver. The recommended driver is "systemd". Please follow the guide at https://kubernetes.io/docs/setup/cri/')]
        : []),
  ] // prettier-ignore
}

/** Where the lab's kernel has the module built in, its settings are not the machine's own. */
function kernel({ variant }: DutParts, { fs }: Context): Finding[] {
  const one = (path: string): Finding[] => {
    const check = named('FileContent', path)
    if (!fs.exists(path)) return [error(check, `${path} does not exist`)]
    return fs.readText(path).startsWith('1') ? [] : [error(check, `${path} contents are not set to 1`)]
  } // prettier-ignore
  const swaps = fs.exists('/proc/swaps') ? fs.readText('/proc/swaps').trim().split('\n') : []
  return [
    ...(variant.bridgeModule ? one('/proc/sys/net/bridge/bridge-nf-call-iptables') : []),
    ...one('/proc/sys/net/ipv4/ip_forward'),
    ...(swaps.length > 1 ? [swap(minorOf(variant.kubernetes))] : []),
  ]
}

const swap = (minor: number): Finding =>
  minor < 22
    ? error('Swap', 'running with swap on is not supported. Please disable swap')
    : warning('Swap', 'swap is enabled; production deployments should disable swap unless testing the NodeSwap feature gate of the kubelet') // prettier-ignore

function dockerVersion({ variant, docker: { options }, systemd }: DutParts): Finding[] {
  if (systemd.find('docker')?.state !== 'active')
    return [
      error('SystemVerification', `error verifying Docker info: "${notThere}"`),
    ] // prettier-ignore
  const validated = variant.kubernetes === 'v1.20.2' ? '19.03' : '20.10'
  return options.version.startsWith(`${validated}.`)
    ? []
    : [warning('SystemVerification', `this Docker version is not on the list of validated versions: ${options.version}. Latest validated version: ${validated}`)] // prettier-ignore
}

const hostname = ({ machine, network }: DutParts, name: string): Finding[] =>
  lookUp(machine, name) ?? network.resolve(machine.hostname, name)
    ? []
    : [
        warning('Hostname', `hostname "${name}" could not be reached`),
        warning('Hostname', `hostname "${name}": lookup ${name} on 127.0.0.1:53: read udp 127.0.0.1:55787->127.0.0.1:53: read: connection refused`),
      ] // prettier-ignore

function serviceEnabled({ systemd }: DutParts, name: string): Finding[] {
  const check = `Service-${name[0]?.toUpperCase()}${name.slice(1)}`
  return systemd.find(name)?.enablement === 'enabled'
    ? []
    : [warning(check, `${name} service is not enabled, please run 'systemctl enable ${name}.service'`)] // prettier-ignore
}

/** A kubelet that has no configuration ends before it listens. */
const kubeletPort = ({ machine, systemd }: DutParts, { fs }: Context): Finding[] =>
  fs.exists('/etc/kubernetes/kubelet.conf') &&
  dutListeners(machine, systemd).some(({ port }) => port === 10_250)
    ? [error('Port-10250', 'Port 10250 is in use')]
    : []
