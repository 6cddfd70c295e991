import type { CommandContext } from '../../machine/types'
import { KubeadmFailure } from './failure'

const adminConf = '/etc/kubernetes/admin.conf'

/**
 * The administrator's kubeconfig: the one that is named, else that of $KUBECONFIG, kubeadm's, or the caller's own. Throws
 * KubeadmFailure where there is none; a dry run has other words for that.
 */
export function adminKubeconfig(
  named: string | undefined,
  { fs, user, env }: Pick<CommandContext, 'fs' | 'user' | 'env'>,
  isDry = false,
): string {
  const path =
    named ?? (env['KUBECONFIG'] || (fs.exists(adminConf) ? adminConf : `${user.home}/.kube/config`))
  if (fs.exists(path)) return fs.readText(path)
  throw new KubeadmFailure(
    `failed to load ${isDry ? '' : 'admin '}kubeconfig: open ${path}: no such file or directory`,
  )
}
