import { type Command, root } from '../host/command'
import { type ClusterSpec } from '../testbed/testbed'
import { profileFlag } from './profile'

/**
 * Remembers what `minikube start` changes beside its own profile: the current context of root's kubeconfig, kubectl's
 * cache, the files of `~/.minikube`, lock files in /tmp.
 */
export const keepBeforeStart = root`
    ls -d /tmp/juju-mk* 2>/dev/null | sort > "$ENTRY.locks" || :
    [ ! -d "$HOME/.kube" ] || : > "$ENTRY.kube-directory"
    [ ! -d "$HOME/.kube/cache" ] || : > "$ENTRY.kube-cache"
    docker images --no-trunc --format '{{.ID}}' > "$ENTRY.images" 2>/dev/null || rm -f "$ENTRY.images"
    [ ! -e "$HOME/.kube/config" ] || cp -p "$HOME/.kube/config" "$ENTRY.kubeconfig"
    find "$HOME/.minikube" 2>/dev/null | sort > "$ENTRY.minikube-files" || :`

/** Notes the kubeconfig as `minikube start` left it, so that the undo sees whether somebody has changed it since. */
export const noteAfterStart = root`sum_of "$HOME/.kube/config" > "$ENTRY.kubeconfig-left"`

/** Deletes our profile and what came with it, and nothing else: never `--all`, never `--purge`. */
export function undoOfStart(minikube: string, cluster: ClusterSpec): Command {
  return root`
    minikube=${minikube} profile=${cluster.profile} config="$HOME/.kube/config"
    if [ "$(sum_of "$config")" = "$(cat "$ENTRY.kubeconfig-left" 2>/dev/null)" ]; then : > "$ENTRY.kubeconfig-ours"; fi
    if command -v "$minikube" > /dev/null; then
      "$minikube" delete ${profileFlag(cluster)} > "$ENTRY.delete.log" 2>&1 || { cat "$ENTRY.delete.log"; exit 1; }
    elif docker container inspect "$profile" > /dev/null 2>&1; then
      echo "$minikube is gone, so container $profile cannot be deleted as minikube does it"
      exit 1
    fi
    ${removeNewLocks}
    ${putBackKubeconfig}
    ${removeNewFiles(cluster.cache)}`
}

const removeNewLocks = root`
    ls -d /tmp/juju-mk* 2>/dev/null | sort > "$ENTRY.locks-now" || :
    comm -13 "$ENTRY.locks" "$ENTRY.locks-now" | while IFS= read -r lock; do rm -f "$lock"; done`

/**
 * `minikube delete` takes its context out of the kubeconfig but leaves `current-context` unset and, where there was no
 * file, an empty one. It is put back whole if nobody else has written it since the start; else only its
 * `current-context`, and only if nothing else in it has changed.
 */
const putBackKubeconfig = root`
    [ -e "$ENTRY.kube-cache" ] || rm -rf "$HOME/.kube/cache"
    if [ ! -e "$ENTRY.kubeconfig" ]; then
      if [ -e "$ENTRY.kubeconfig-ours" ] || ! grep -qs '^- ' "$config"; then rm -f "$config"; fi
    elif [ -e "$ENTRY.kubeconfig-ours" ]; then
      cp -p "$ENTRY.kubeconfig" "$config"
    elif [ -e "$config" ]; then
      grep -v '^current-context:' "$config" > "$ENTRY.now" || :
      grep -v '^current-context:' "$ENTRY.kubeconfig" > "$ENTRY.then" || :
      if cmp -s "$ENTRY.now" "$ENTRY.then"; then cat "$ENTRY.kubeconfig" > "$config"; fi
    fi
    if [ ! -e "$ENTRY.kube-directory" ] && [ -d "$HOME/.kube" ]; then
      rmdir "$HOME/.kube" 2>/dev/null || say_kept "$HOME/.kube is not empty"
    fi`

/** What minikube has made in `~/.minikube`, keys of the cluster among it; its downloads stay if they are to be kept. */
function removeNewFiles(cache: ClusterSpec['cache']): Command {
  const kept = cache === 'keep' ? root`grep -v "^$HOME/.minikube\(/cache\(/.*\)*\)*$"` : root`cat`
  return root`
    find "$HOME/.minikube" 2>/dev/null | sort > "$ENTRY.minikube-files-now" || :
    comm -13 "$ENTRY.minikube-files" "$ENTRY.minikube-files-now" | ${kept} | sort -r > "$ENTRY.minikube-files-new" || :
    while IFS= read -r file; do
      if [ -d "$file" ] && [ ! -L "$file" ]; then rmdir "$file" 2>/dev/null || :; else rm -f "$file"; fi
    done < "$ENTRY.minikube-files-new"
    ${cache === 'keep' ? tellOfCache : removeBaseImage}`
}

/** The image of minikube's containers, which is no file of its cache. One that a container uses is in use by somebody else. */
const removeBaseImage = root`
    : > "$ENTRY.images-now"
    [ ! -e "$ENTRY.images" ] || docker images --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}' > "$ENTRY.images-now"
    while read -r id name; do
      case $name in *k8s-minikube/kicbase* | *kicbase/stable*) ;; *) continue ;; esac
      grep -qxF "$id" "$ENTRY.images" || docker rmi "$id" < /dev/null > /dev/null 2>&1 || say_kept "image $name is in use"
    done < "$ENTRY.images-now"`

const tellOfCache = root`
    downloads=$(find "$HOME/.minikube/cache" -type f 2>/dev/null | grep -c . || :)
    [ "$downloads" = 0 ] || echo "kept: $HOME/.minikube/cache, files: $downloads"`
