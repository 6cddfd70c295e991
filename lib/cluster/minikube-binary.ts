import { raw, root } from '../host/command'
import { type Host } from '../host/host'
import { slug } from '../lifecycle/journal/journal'
import { type ClusterSpec, type VmhostSpec } from '../testbed/testbed'
import { minutes } from '../wait/duration'
import { OWN_MINIKUBE, startOf } from './profile'
import { environmentOf } from './proxy-environment'

const RELEASES = 'https://github.com/kubernetes/minikube/releases/download'

/**
 * The minikube to use: the installed one of the testbed file, or one downloaded to `/var/lib/kubesonic/bin`,
 * checked against the testbed file's sha256 or else the published one. A binary that is there already and has
 * the right checksum is not downloaded again.
 */
export async function provideMinikube(
  vmhost: Host,
  spec: { vmhost: VmhostSpec; cluster: ClusterSpec },
  architecture: string,
): Promise<string> {
  const { minikube } = spec.cluster
  if (minikube.path !== null) return minikube.path
  const url =
    minikube.url ?? `${RELEASES}/${minikube.version}/minikube-linux-${goName(architecture)}`
  await vmhost.change({
    what: `minikube ${minikube.version} in /var/lib/kubesonic/bin`,
    keep: root`[ ! -e ${OWN_MINIKUBE} ] || : > "$ENTRY.was-there"`,
    undo: root`
      for start in "$JOURNAL"/[0-9][0-9][0-9]-${raw(slug(startOf(spec.cluster.profile)))}.sh; do
        if [ -e "$start" ]; then echo 'it stays until the cluster is deleted, which needs it'; exit 1; fi
      done
      rm -f ${OWN_MINIKUBE}.part ${OWN_MINIKUBE}.part.sha256
      [ -e "$ENTRY.was-there" ] || rm -f ${OWN_MINIKUBE}
      rmdir /var/lib/kubesonic/bin 2>/dev/null || :`,
    do: root`
      ${environmentOf(spec.vmhost.proxy)}
      url=${url} wanted=${minikube.sha256 ?? ''} binary=${OWN_MINIKUBE}
      sum() { sha256sum "$1" 2>/dev/null | cut -d ' ' -f 1; }
      download() {
        curl -fL "$1" -o "$2" || {
          echo "$1 could not be downloaded. Next: set vmhost.proxy, cluster.minikube.sha256 or url in the testbed file, or path to an installed minikube" >&2
          exit 1
        }
      }
      mkdir -p "$(dirname "$binary")"
      if [ -z "$wanted" ]; then
        download "$url.sha256" "$binary.part.sha256"
        wanted=$(cut -d ' ' -f 1 < "$binary.part.sha256")
        rm -f "$binary.part.sha256"
      fi
      if [ "$(sum "$binary")" = "$wanted" ]; then exit 0; fi
      download "$url" "$binary.part"
      if [ "$(sum "$binary.part")" != "$wanted" ]; then
        echo "The sha256 of $url is $(sum "$binary.part"), wanted was $wanted." >&2
        echo 'Next: look at what the download is (a proxy page?), or set cluster.minikube.sha256 in the testbed file.' >&2
        rm -f "$binary.part"
        exit 1
      fi
      chmod 755 "$binary.part"
      mv -f "$binary.part" "$binary"`,
    within: minutes(6),
  })
  return OWN_MINIKUBE
}

/** `uname -m` in the words of Go's releases. */
function goName(architecture: string): string {
  return { x86_64: 'amd64', aarch64: 'arm64' }[architecture] ?? architecture
}
