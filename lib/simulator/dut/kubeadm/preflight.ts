import { minorOf } from '../../kubernetes/release/kubernetes-release'
import type { DutParts } from '../dut-parts'
import { JoinError } from './join-error'

/** What kubeadm warns of on standard error before it does anything. */
export function preflightWarnings({ docker, systemd, variant }: DutParts): string[] {
  const warnings: string[] = []
  const drivesDocker = minorOf(variant.kubernetes) < 24
  if (drivesDocker && docker.options.cgroupDriver === 'cgroupfs')
    warnings.push(
      'IsDockerSystemdCheck]: detected "cgroupfs" as the Docker cgroup driver. The recommended driver is "systemd". Please follow the guide at https://kubernetes.io/docs/setup/cri/',
    )
  const validated = variant.kubernetes === 'v1.20.2' ? '19.03' : '20.10'
  if (drivesDocker && !docker.options.version.startsWith(`${validated}.`))
    warnings.push(
      `SystemVerification]: this Docker version is not on the list of validated versions: ${docker.options.version}. Latest validated version: ${validated}`,
    )
  if (systemd.find('kubelet')?.enablement !== 'enabled')
    warnings.push(
      "Service-Kubelet]: kubelet service is not enabled, please run 'systemctl enable kubelet.service'",
    )
  return warnings.map((warning) => `\t[WARNING ${warning}`)
}

/** Refuses a device that looks joined already. */
export function checkHost({ machine, systemd }: DutParts): void {
  const leftovers = ['/etc/kubernetes/kubelet.conf', '/etc/kubernetes/pki/ca.crt'].filter((path) =>
    machine.fs.exists(path),
  )
  const errors = leftovers.map(
    (path) => `\t[ERROR FileAvailable-${path.replace(/[/]/g, '-')}]: ${path} already exists`,
  )
  const kubelet = systemd.find('kubelet')
  if (kubelet?.state === 'active' && machine.fs.exists('/etc/kubernetes/kubelet.conf'))
    errors.push('\t[ERROR Port-10250]: Port 10250 is in use')
  if (errors.length === 0) return
  const advice =
    '[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`'
  throw new JoinError(
    'preflight',
    `[preflight] Some fatal errors occurred:\n${errors.join('\n')}\n${advice}`,
  )
}
