import type { CommandContext } from '../../machine/types'
import { KubeadmFailure } from './failure'

const adminConf = '/etc/kubernetes/admin.conf'

/** The administrator's kubeconfig: the one that is named, else kubeadm's, else the caller's own. Throws KubeadmFailure where there is none. */
export function adminKubeconfig(
  named: string | undefined,
  { fs, user }: Pick<CommandContext, 'fs' | 'user'>,
): string {
  const path = named ?? (fs.exists(adminConf) ? adminConf : `${user.home}/.kube/config`)
  if (fs.exists(path)) return fs.readText(path)
  throw new KubeadmFailure(
    `failed to load admin kubeconfig: open ${path}: no such file or directory`,
  )
}
