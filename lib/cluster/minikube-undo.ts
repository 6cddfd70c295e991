import { type Command, root } from '../host/command'
import { type ClusterSpec } from '../testbed/testbed'
import { profileFlag } from './profile'

/** Remembers what `minikube start` changes beside its own profile: the kubeconfig's current context, the cache. */
export function keepBeforeStart(cluster: ClusterSpec): Command {
  return root`
    [ ! -e "$HOME/.kube/config" ] || cp -p "$HOME/.kube/config" "$ENTRY.kubeconfig"
    [ ! -d "$HOME/.kube" ] || : > "$ENTRY.kube-directory"
    [ ! -d "$HOME/.minikube" ] || : > "$ENTRY.minikube-directory"
    ${cluster.cache === 'remove' ? root`find "$HOME/.minikube/cache" -type f 2>/dev/null | sort > "$ENTRY.cached" || :` : root`:`}`
}

/** Deletes our profile and nothing else: never `--all`, never `--purge`. */
export function undoOfStart(minikube: string, cluster: ClusterSpec): Command {
  return root`
    minikube=${minikube} profile=${cluster.profile}
    if command -v "$minikube" > /dev/null; then
      "$minikube" delete ${profileFlag(cluster)} || exit 1
    elif docker container inspect "$profile" > /dev/null 2>&1; then
      echo "$minikube is gone, so container $profile cannot be deleted as minikube does it"
      exit 1
    fi
    rm -f /tmp/juju-mk* 2>/dev/null || :
    ${putBackKubeconfig}
    ${cluster.cache === 'remove' ? removeNewCache : root`:`}`
}

/**
 * `minikube delete` takes its context out of the kubeconfig but leaves `current-context` unset and, where there was no
 * file, an empty one. Ours to mend only if nothing else in it has changed.
 */
const putBackKubeconfig = root`
    config="$HOME/.kube/config"
    if [ ! -e "$ENTRY.kubeconfig" ]; then
      if [ -e "$config" ] && ! grep -q '^- ' "$config"; then rm -f "$config"; fi
      [ -e "$ENTRY.kube-directory" ] || rmdir "$HOME/.kube" 2>/dev/null || :
    elif [ -e "$config" ]; then
      grep -v '^current-context:' "$config" > "$ENTRY.now" || :
      grep -v '^current-context:' "$ENTRY.kubeconfig" > "$ENTRY.then" || :
      if cmp -s "$ENTRY.now" "$ENTRY.then"; then cat "$ENTRY.kubeconfig" > "$config"; fi
    fi`

const removeNewCache = root`
    if [ -e "$ENTRY.minikube-directory" ]; then
      find "$HOME/.minikube/cache" -type f 2>/dev/null | sort > "$ENTRY.cached-now" || :
      comm -13 "$ENTRY.cached" "$ENTRY.cached-now" | while IFS= read -r file; do rm -f "$file"; done
    else
      rm -rf "$HOME/.minikube"
    fi`
