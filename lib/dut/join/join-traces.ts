import { insistAllPutBack } from '../../host/all-put-back.sh'
import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Change } from '../../host/change'
import { directoryBackup } from './directory-backup'
import { pulledImages } from '../docker/pulled-images'

/** What kubeadm and the kubelet fill, and `kubeadm reset` empties. */
const DIRECTORIES = [
  '/etc/cni/net.d',
  '/etc/kubernetes',
  '/usr/libexec/kubernetes',
  '/var/lib/kubelet',
  '/var/lib/cni',
  '/var/lib/dockershim',
  '/var/log/pods',
  '/var/log/containers',
]

/** Where kubectl keeps its cache: ctrmgrd's has no HOME. Nothing else in them is ours. */
const KUBECTL_HOMES = ['/.kube', '/root/.kube']

const JOIN_LOCK = '/var/lock/kube_join.lock'

/**
 * What ctrmgrd leaves on the DUT when it resets the node or joins, beside rows in the databases and what the kubelet does
 * to the kernel (real-lab.md 10, 12; design §6): directories, containers, pulled images, its kubeconfig, temporary files with an admin's
 * key. Recorded before ctrmgrd is first asked for anything: a mere restart makes it reset the node. Undone when ctrmgrd
 * has left the cluster; goes on to the end whatever fails.
 */
export const joinTraces: Change = {
  what: 'files and containers of a join',
  keep: root`
    ${directoryBackup}
    for d in ${DIRECTORIES}; do keep_directory "$d" "$ENTRY.directories"; done
    for path in ${KUBECTL_HOMES} ${JOIN_LOCK}; do [ -e "$path" ] || echo "$path"; done > "$ENTRY.absent"
    [ ! -e /etc/sonic/kube_admin.conf ] || cp -p /etc/sonic/kube_admin.conf "$ENTRY.kube_admin.conf"
    ${pulledImages}
    keep_images "$ENTRY.images"
    ls -d /tmp/tmp*_kube_join /tmp/tmp*kube_hints_* > "$ENTRY.temporary" 2>/dev/null || :`,
  undo: root`
    ${directoryBackup}
    left=
    remove_pod_containers() {
      containers=$(docker ps -aq --filter label=io.kubernetes.pod.namespace) || return 1
      [ -z "$containers" ] || docker rm -f $containers > /dev/null
    }
    case $(systemctl is-active kubelet) in
      inactive | failed | unknown) ;;
      *) systemctl stop kubelet || left="$left kubelet" ;;
    esac
    remove_pod_containers || left="$left containers"
    ${pulledImages}
    remove_pulled_images "$ENTRY.images" || left="$left images"
    for d in ${DIRECTORIES}; do put_directory_back "$d" "$ENTRY.directories" || left="$left $d"; done
    while IFS= read -r path; do
      rm -rf "$path/cache" "$path/http-cache" || left="$left $path"
      if [ -d "$path" ]; then rmdir "$path" 2>/dev/null || :; else rm -f "$path"; fi
    done < "$ENTRY.absent"
    if [ -e "$ENTRY.kube_admin.conf" ]; then
      cp -p "$ENTRY.kube_admin.conf" /etc/sonic/kube_admin.conf
    else
      rm -f /etc/sonic/kube_admin.conf
    fi
    for file in /tmp/tmp*_kube_join /tmp/tmp*kube_hints_*; do
      grep -qx "$file" "$ENTRY.temporary" || rm -f "$file"
    done
    ${insistAllPutBack}`,
  do: root`:`,
}

/** What a joined DUT has of its cluster, credentials above all; ctrmgrd removes it when the DUT leaves (facts §1.5). */
const FILES_OF_CLUSTER = [
  '/etc/sonic/kube_admin.conf',
  '/etc/cni/net.d',
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/bootstrap-kubelet.conf',
  '/etc/kubernetes/pki/ca.crt',
  '/var/lib/kubelet/config.yaml',
]

/** Those of them that are on the DUT now. */
export async function filesOfCluster(dut: Host): Promise<string[]> {
  const { stdout } = await dut.run(
    root`for path in ${FILES_OF_CLUSTER}; do [ ! -e "$path" ] || echo "$path"; done`,
  )
  return stdout.split('\n').filter(Boolean)
}
